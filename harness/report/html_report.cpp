#include "harness/report/html_report.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "harness/report/formats.hpp"
#include "harness/report/html_kinds.hpp"
#include "harness/report/html_page.hpp"
#include "mockserver/definitions/gzip.hpp"

namespace tetra::report {
namespace {

using json = nlohmann::ordered_json;

// Of unpacked details in one block: what a page unpacks to show one case, and over what repeated
// words are packed together.
constexpr std::size_t block_bytes = std::size_t{256} << 10;

json text_json(const scenario::Text& text) {
  return json::array({text.en, text.de == text.en ? std::string() : text.de});
}

// The place of a value in a list that grows.
template <class Value>
class Places {
 public:
  std::size_t of(const Value& value, const std::function<json()>& describe) {
    const auto [at, is_new] = places_.try_emplace(value, places_.size());
    if (is_new) list_.push_back(describe());
    return at->second;
  }
  const json& list() const { return list_; }

 private:
  std::map<Value, std::size_t> places_;
  json list_ = json::array();
};

json header_json(const Header& header, const std::string& made) {
  return {{"version", header.version},
          {"isolation", header.isolation},
          {"why", header.why},
          {"seed", std::to_string(header.seed)},
          {"interrupted", header.interrupted},
          {"made", made}};
}

json scenario_json(const scenario::Scenario& scenario) {
  return {{"id", scenario.id},
          {"stage", to_string(scenario.stage)},
          {"title", text_json(scenario.title)},
          {"explain", text_json(scenario.explain)},
          {"route", scenario::to_string(scenario.route)},
          {"evidence", to_string(scenario.evidence)}};
}

}  // namespace

// The part of the page that is read at once, and the blocks of details that are unpacked when
// somebody looks.
class HtmlReport::Index {
 public:
  void add(const Entry& entry) {
    const std::size_t scenario =
        scenarios_.of(entry.scenario, [&] { return scenario_json(*entry.scenario); });
    const std::size_t client = clients_.of(entry.client->name, [&] {
      return json::array({entry.client->name, entry.client->title, entry.version});
    });
    json rounds = json::array();
    for (const Seen& seen : worst_first(entry.seen)) rounds.push_back(round_json(seen));
    json one = json::array({scenario, client, rounds});
    if (rounds.size() > 1 || entry.tally.begin()->second > 1) {
      json tally = json::array();
      for (const auto& [kind, count] : entry.tally)
        tally.push_back({judge::to_string(kind), count});
      one.push_back(tally);
    }
    cases_.push_back(std::move(one));
  }

  std::string index(const Header& header, const std::string& made) const {
    const json all{{"header", header_json(header, made)},
                   {"scenarios", scenarios_.list()},
                   {"clients", clients_.list()},
                   {"reasons", reasons_.list()},
                   {"kinds", html_kinds()},
                   {"cases", cases_}};
    return all.dump(-1, ' ', false, json::error_handler_t::replace);
  }

  /// A script element each.
  std::string blocks() {
    close_block();
    return std::move(blocks_);
  }

 private:
  // The one that the matrix shows comes first: the first that failed, else the first.
  static std::vector<Seen> worst_first(std::vector<Seen> seen) {
    const auto is_good = [](const Seen& one) {
      return one.kind == judge::Kind::pass || one.kind == judge::Kind::skipped;
    };
    std::stable_sort(seen.begin(), seen.end(), [&](const Seen& a, const Seen& b) {
      return std::pair(is_good(a), a.round) < std::pair(is_good(b), b.round);
    });
    return seen;
  }

  json round_json(const Seen& seen) {
    const std::size_t reason = reasons_.of(seen.reason, [&] { return json(seen.reason); });
    json round = json::array({judge::to_string(seen.kind), reason});
    if (seen.detail.empty()) return round;
    round.insert(round.end(), {block_count_, in_block_, seen.round});
    block_ += (in_block_++ == 0 ? "" : ",") + seen.detail;
    if (block_.size() > block_bytes) close_block();
    return round;
  }

  void close_block() {
    if (in_block_ == 0) return;
    blocks_ += "<script type=\"application/gzip\" id=\"block-" + std::to_string(block_count_++) +
               "\">" + base64(definitions::gzip("[" + block_ + "]")) + "</script>\n";
    block_.clear();
    in_block_ = 0;
  }

  Places<const scenario::Scenario*> scenarios_;
  Places<std::string> clients_, reasons_;
  json cases_ = json::array();
  std::string block_, blocks_;
  std::size_t block_count_ = 0, in_block_ = 0;
};

void HtmlReport::note(const run::Finished& finished) {
  const run::Case& one = finished.a_case;
  const judge::Kind kind = finished.verdict.kind;
  Entry& entry =
      entries_[{std::string(to_string(one.scenario->stage)), one.scenario->id, one.client->name}];
  entry.scenario = one.scenario;
  entry.client = one.client;
  entry.version = one.client_version;
  if (entry.tally[kind]++ > 0) return;
  Seen seen{one.round, kind, finished.verdict.reason.substr(0, bounds_.probe), {}};
  if (kind != judge::Kind::skipped) seen.detail = html_case(finished, again_(one), bounds_);
  entry.seen.push_back(std::move(seen));
}

std::string HtmlReport::page(const Header& header, const std::string& made) const {
  Index index;
  for (const auto& [key, entry] : entries_) index.add(entry);
  const std::string data = safe_in_script(index.index(header, made));
  const std::string blocks = index.blocks();
  const std::string policy = "default-src 'none'; base-uri 'none'; form-action 'none'; style-src " +
                             policy_hash(page_style()) + "; script-src " +
                             policy_hash(page_script());
  return fill_places(page_template(), {{"policy", policy},
                                       {"style", page_style()},
                                       {"script", page_script()},
                                       {"index", data},
                                       {"blocks", blocks}});
}

std::string to_html(const Results& results) {
  return results.page ? results.page->page(results.header, results.header.started)
                      : HtmlReport(results.again).page(results.header, results.header.started);
}

}  // namespace tetra::report
