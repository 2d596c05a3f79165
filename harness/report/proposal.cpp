#include "harness/report/proposal.hpp"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <string_view>

#include "engine/base/escaped.hpp"
#include "engine/base/text.hpp"

namespace tetra::report {
namespace {

using scenario::Expectation;
using scenario::Observed;

// Any ending will do. A proposal is about what comes, not about what should.
Expectation open_question(const Place& where) {
  Node any;
  any.kind = Node::Kind::list;
  for (const char* word : {"exited", "timeout", "crashed"}) any.items.push_back(scalar_node(word));
  Expectation open;
  open.where = where;
  if (auto matcher = scenario::Matcher::read(any)) open.probes.emplace("ends", std::move(*matcher));
  return open;
}

void open_up(scenario::Expectations& all, const std::string& client, bool needed) {
  const auto found = all.find(client);
  if (found == all.end() && !needed) return;
  const auto* plain = found == all.end() || !found->second.plain ? nullptr : &*found->second.plain;
  if (plain != nullptr && !plain->skip.empty()) return;
  scenario::ClientExpectations open;
  open.plain = open_question(plain != nullptr ? plain->where : Place());
  all.insert_or_assign(client, std::move(open));
}

void add_asked(AskedProbes& asked, const scenario::Expectations& all) {
  for (const auto& [client, expectations] : all) {
    if (!expectations.plain) continue;
    for (const auto& [probe, unused] : expectations.plain->probes) asked.emplace(client, probe);
  }
}

// Text as a plain scalar where YAML and the matcher take it for just that, else in quotes, its
// special characters escaped.
std::string scalar(const std::string& text) {
  static const RE2 plain("[A-Za-z][A-Za-z0-9_-]*|\\d+");
  if (RE2::FullMatch(text, plain)) return text;
  std::string quoted = "'";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7F) {
      quoted += fmt::format("\\x{:02x}", byte);
    } else {
      if (std::string_view("\\^$.|?*+()[]{}").find(c) != std::string_view::npos) quoted += '\\';
      quoted += c;
      if (c == '\'') quoted += c;
    }
  }
  return quoted + "'";
}

// A word of the client's file says more than a number that may differ tomorrow.
std::string written_value(const clients::Client& client, const std::string& probe,
                          const Observed& observed) {
  if (std::holds_alternative<std::monostate>(observed)) return "none";
  const auto words = client.words.find(probe);
  if (words != client.words.end()) {
    for (const auto& [name, word] : words->second) {
      if (word.matcher.matches(probe, observed) != word.negated) return name;
    }
  }
  return scalar(judge::to_string(observed));
}

void count(std::vector<std::pair<std::string, unsigned>>& values, const std::string& value) {
  const auto same = std::find_if(values.begin(), values.end(),
                                 [&](const auto& one) { return one.first == value; });
  if (same == values.end()) {
    values.emplace_back(value, 1);
  } else {
    ++same->second;
  }
}

std::string counted(const std::vector<std::pair<std::string, unsigned>>& values) {
  std::vector<std::string> parts;
  for (const auto& [value, times] : values) parts.push_back(fmt::format("{} in {}", value, times));
  return text::join(parts, ", ");
}

std::string listed(const std::vector<std::pair<std::string, unsigned>>& values) {
  if (values.size() == 1) return values.front().first;
  std::vector<std::string> parts;
  for (const auto& [value, times] : values) parts.push_back(value);
  return "[" + text::join(parts, ", ") + "]";
}

// As it stands below a member of a family, where `$` begins a word.
std::string in_member(const std::string& keys) {
  std::string indented;
  bool at_start = true;
  for (const char c : keys) {
    if (at_start) indented += "    ";
    at_start = c == '\n';
    indented += c;
    if (c == '$') indented += '$';
  }
  return indented;
}

std::string comment(const std::string& text) {
  return "# " + text::escaped(text, 400);
}

}  // namespace

scenario::Scenario opened(const scenario::Scenario& scenario,
                          const std::vector<std::string>& clients) {
  scenario::Scenario open = scenario;
  for (const std::string& client : clients) {
    open_up(open.expect, client, true);
    for (auto& attempt : open.attempts) open_up(attempt.expect, client, false);
  }
  return open;
}

AskedProbes asked_probes(const std::map<std::string, scenario::Scenario>& scenarios) {
  AskedProbes asked;
  for (const auto& [id, scenario] : scenarios) {
    add_asked(asked, scenario.expect);
    for (const auto& attempt : scenario.attempts) add_asked(asked, attempt.expect);
  }
  return asked;
}

void Proposal::note(const run::Finished& finished) {
  Measured& into = measured_[finished.a_case.scenario->id][finished.a_case.client->name];
  ++into.rounds;
  if (finished.verdict.kind == judge::Kind::measured) return take(into, finished);
  ++into.without[fmt::format("{}: {}", judge::to_string(finished.verdict.kind),
                             finished.verdict.reason)];
  if (finished.verdict.kind != judge::Kind::skipped) return;
  const auto* own =
      judge::expectation_for(written_.at(finished.a_case.scenario->id), 0,
                             finished.a_case.client->name, finished.a_case.client_version);
  if (own != nullptr) into.skip = own->skip;
}

void Proposal::take(Measured& into, const run::Finished& finished) const {
  const clients::Client& client = *finished.a_case.client;
  const auto asks = [&](const std::string& probe) { return asked_.contains({client.name, probe}); };
  const bool any_asked =
      std::any_of(client.probes.begin(), client.probes.end(),
                  [&](const auto& one) { return one.first != "exit" && asks(one.first); });
  const auto& attempts = finished.observation.attempts;
  into.attempts.resize(std::max(into.attempts.size(), attempts.size()));
  for (std::size_t n = 0; n < attempts.size(); ++n) {
    auto& probes = into.attempts[n].probes;
    const auto values = [&](const std::string& name) -> Values& {
      const auto found = std::find_if(probes.begin(), probes.end(),
                                      [&](const auto& one) { return one.first == name; });
      return found != probes.end() ? found->second : probes.emplace_back(name, Values()).second;
    };
    const bool exited = attempts[n].ended == judge::Ended::exited;
    if (!exited) count(values("ends"), std::string(judge::to_string(attempts[n].ended)));
    if (exited) count(values("exit"), written_value(client, "exit", attempts[n].probes.at("exit")));
    for (const auto& [name, probe] : client.probes) {
      const bool whole_stream = probe.kind == clients::Probe::Kind::text && probe.pattern.empty();
      if (name == "exit" || whole_stream || (any_asked && !asks(name))) continue;
      count(values(name), written_value(client, name, attempts[n].probes.at(name)));
    }
    if (into.attempts[n].said.empty())
      into.attempts[n].said = telling_line(attempts[n].out, attempts[n].err);
  }
  const auto verdict = judge::judge(written_.at(finished.a_case.scenario->id), client,
                                    finished.a_case.client_version, finished.observation);
  if (verdict.kind != judge::Kind::pass && verdict.kind != judge::Kind::not_triggered)
    into.old = verdict.reason;
}

std::string Proposal::entry(const std::string& client, const Measured& measured,
                            std::size_t attempt, const std::string& indent) {
  std::vector<std::string> parts, differing;
  bool succeeded = true;
  for (const auto& [probe, values] : measured.attempts[attempt].probes) {
    if (values.size() == 1 && values.front().first == "none" && probe != "lasterror") continue;
    parts.push_back(probe + ": " + listed(values));
    if (values.size() > 1) differing.push_back(probe + " " + counted(values));
    if (probe == "ends" || (probe == "exit" && listed(values) != "0")) succeeded = false;
  }
  std::string line = fmt::format("{}{}: {{{}}}", indent, client, text::join(parts, ", "));
  const std::string& said = measured.attempts[attempt].said;
  if (!succeeded && !said.empty()) line += "  " + comment(said);
  line += '\n';
  if (!differing.empty())
    line += indent +
            comment(fmt::format("{} differs between {} rounds: {}", client, measured.rounds,
                                text::join(differing, "; "))) +
            '\n';
  return line;
}

std::string Proposal::remarks(const std::string& client, const Measured& measured,
                              const std::string& indent) {
  std::string lines;
  for (const auto& [why, times] : measured.without) {
    const std::string how_often =
        times == measured.rounds ? std::string()
                                 : fmt::format(" (in {} of {} rounds)", times, measured.rounds);
    lines += indent + comment(fmt::format("{}: {}{}", client, why, how_often)) + '\n';
  }
  if (!measured.old.empty())
    lines += indent +
             comment(fmt::format("{}: the scenario says otherwise: {}", client, measured.old)) +
             '\n';
  return lines;
}

std::string Proposal::document(const scenario::Scenario& scenario,
                               const std::map<std::string, Measured>& clients) {
  std::string of_all, comments, of_each;
  const std::size_t runs = scenario.attempts.size();
  for (const auto& [client, measured] : clients) {
    if (!measured.skip.empty()) {
      of_all +=
          fmt::format("  {}: {{skip: {}}}\n", client, "\"" + text::escaped(measured.skip) + "\"");
      continue;
    }
    const bool has_entry = !measured.attempts.empty() && runs == 1;
    if (has_entry) of_all += entry(client, measured, 0, "  ");
    // What stands below no key must not look as if it did.
    (has_entry ? of_all : comments) += remarks(client, measured, has_entry ? "  " : "");
  }
  for (std::size_t n = 0; runs > 1 && n < runs; ++n) {
    std::string entries;
    for (const auto& [client, measured] : clients) {
      if (n < measured.attempts.size()) entries += entry(client, measured, n, "      ");
    }
    of_each +=
        entries.empty()
            ? fmt::format("  - {{}}                                     # attempt {}\n", n + 1)
            : fmt::format("  - expect:                                # attempt {}\n{}", n + 1,
                          entries);
  }
  const bool any_attempt = of_each.find("expect:") != std::string::npos;
  std::string keys = fmt::format("{}{}{}{}", of_all.empty() ? "" : "expect:\n", of_all,
                                 any_attempt ? "attempts:\n" : "", any_attempt ? of_each : "");
  if (scenario.in_family && !keys.empty())
    keys = fmt::format("family:\n  {}:\n{}", scenario.id, in_member(keys));
  return fmt::format("--- # {}: {}\n{}{}", scenario.id, text::escaped(scenario.file), keys,
                     comments);
}

std::string Proposal::yaml() const {
  std::string all =
      "# Proposed from a run. Review each line: is it what this client should report here, and the "
      "same every time?\n";
  for (const auto& [id, clients] : measured_) all += document(written_.at(id), clients);
  return all;
}

}  // namespace tetra::report
