#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>

#include "engine/base/text.hpp"
#include "engine/document/mistakes.hpp"
#include "engine/scenario/loader.hpp"
#include "engine/scenario/read_parts.hpp"
#include "engine/scenario/vocabulary.hpp"

namespace tetra::scenario {
namespace {

constexpr std::string_view expectation_example = "`curl: {exit: 56}`";

struct ClientKey {
  std::string client, op, version;
};

std::optional<ClientKey> read_client_key(const Node::Entry& entry, document::Mistakes& mistakes) {
  static const re2::RE2 form{re2::StringPiece(client_form.data(), client_form.size())};
  ClientKey key;
  if (re2::RE2::FullMatch(entry.key, form, &key.client, &key.op, &key.version)) return key;
  mistakes.note("bad-client", entry.where,
                fmt::format("`{}` is no client", document::shortened(entry.key)),
                "write its name in small letters, or with a version: \"curl >=8.20.0\"");
  return std::nullopt;
}

// A number against a whole page of output never holds; the writer meant to search for it.
bool is_number_for_text(const std::string& probe, const Matcher& matcher,
                        document::Mistakes& mistakes) {
  if (probe != "stderr" && probe != "stdout") return false;
  for (const Node& one : matcher.alternatives()) {
    if (one.quoted || !text::to_integer(one.text)) continue;
    mistakes.note("wrong-type", one.where,
                  fmt::format("`{}` is a text, and {} a number", probe, one.text),
                  fmt::format("to find it in the text, write \"{}\" in quotes", one.text));
    return true;
  }
  return false;
}

// How a client ends is the lab's word, not the client's: there are three.
void check_ends(const Matcher& matcher, document::Mistakes& mistakes) {
  static const std::vector<std::string> known{"exited", "timeout", "crashed"};
  for (const Node& one : matcher.alternatives()) {
    if (std::find(known.begin(), known.end(), one.text) != known.end()) continue;
    const std::string near = text::nearest(one.text, known);
    mistakes.note("unknown-word", one.where,
                  fmt::format("no client ends `{}`", document::shortened(one.text)),
                  near.empty() ? "known: " + text::join(known, ", ")
                               : fmt::format("did you mean `{}`?", near));
  }
}

void read_probe(const Node::Entry& entry, Expectation& expectation, document::Mistakes& mistakes) {
  auto matcher = mistakes.take(Matcher::read(entry.value));
  if (matcher && entry.key == "ends") check_ends(*matcher, mistakes);
  if (matcher && !is_number_for_text(entry.key, *matcher, mistakes))
    expectation.probes.emplace(entry.key, std::move(*matcher));
}

void read_skip(const Node& node, Expectation& expectation, document::Mistakes& mistakes) {
  const auto reason = mistakes.want_text(node, "skip", "`skip: why this client cannot show it`");
  if (!reason) return;
  expectation.skip = text::trim(*reason);
  if (expectation.skip.empty())
    mistakes.note("missing-value", node.where, "`skip` has no reason",
                  "say why this client cannot show it");
}

std::optional<Expectation> read_expectation(const Node::Entry& client,
                                            document::Mistakes& mistakes) {
  if (!mistakes.want_map(client.value, client.key, expectation_example)) return std::nullopt;
  Expectation expectation;
  expectation.where = client.where;
  const Place* skip = nullptr;
  for (const Node::Entry& entry : client.value.entries) {
    if (entry.key == "skip") {
      skip = &entry.where;
      read_skip(entry.value, expectation, mistakes);
    } else if (entry.key == "evidence") {
      const auto mark = mistakes.want_word(entry.value, "evidence", expectation_marks());
      expectation.evidence = from_word<Evidence>(mark.value_or(""));
    } else {
      read_probe(entry, expectation, mistakes);
    }
  }
  if (skip != nullptr && !expectation.probes.empty()) {
    mistakes.note(
        "contradiction", *skip,
        fmt::format("`{}` is skipped and expected at once", document::shortened(client.key)),
        "keep one; `skip: ~` takes an inherited one away");
  }
  const bool empty =
      client.value.entries.empty() || (client.value.entries.size() == 1 && expectation.evidence);
  if (empty)
    mistakes.note("missing-value", client.where,
                  fmt::format("nothing is expected of `{}`", document::shortened(client.key)),
                  fmt::format("write {} or {{skip: reason}}", expectation_example));
  return expectation;
}

void place_expectation(const Node::Entry& entry, ClientKey key, Expectation expectation,
                       Expectations& all, document::Mistakes& mistakes) {
  ClientExpectations& client = all[key.client];
  if (key.op.empty()) {
    client.plain = std::move(expectation);
    return;
  }
  for (const auto& other : client.ranged) {
    if (other.op == key.op && other.version == key.version) {
      mistakes.note("duplicate-key", entry.where,
                    fmt::format("`{} {}{}` stands twice", key.client, key.op, key.version),
                    fmt::format("the first is on line {}", other.expectation.where.line));
      return;
    }
  }
  client.ranged.push_back({std::move(key.op), std::move(key.version), std::move(expectation)});
}

}  // namespace

Expectations read_expectations(const Node& map, document::Mistakes& mistakes) {
  Expectations all;
  if (!mistakes.want_map(map, "expect", expectation_example)) return all;
  for (const Node::Entry& entry : map.entries) {
    auto key = read_client_key(entry, mistakes);
    auto expectation = read_expectation(entry, mistakes);
    if (key && expectation)
      place_expectation(entry, std::move(*key), std::move(*expectation), all, mistakes);
  }
  return all;
}

namespace {

// What is counted is a whole number; a status or an answer is a word that a pattern may match.
void note_uncountable(const Node::Entry& metric, document::Mistakes& mistakes) {
  const auto& all = metrics();
  const bool counted = std::ranges::any_of(
      all, [&](const Metric& one) { return one.name == metric.key && !one.event.empty(); });
  const auto check = [&](const Node& node) {
    if (!node.is_scalar() || parse_range(node.text)) return;
    mistakes.note("wrong-type", node.where,
                  fmt::format("`{}` is counted: `{}` is no number", metric.key,
                              document::shortened(node.text)),
                  "a number, or a range such as 1.. or 2..5");
  };
  if (!counted) return;
  check(metric.value);
  for (const Node& item : metric.value.items) check(item);
}

}  // namespace

WireExpectations read_wire(const Node& map, document::Mistakes& mistakes) {
  WireExpectations all;
  if (!mistakes.want_map(map, "wire", "`wire: {update: {connections: 1..}}`")) return all;
  mistakes.reject_unknown(map, services(), "`wire` (it takes services)");
  for (const Node::Entry& service : map.entries) {
    const bool known =
        std::find(services().begin(), services().end(), service.key) != services().end();
    if (!known || !mistakes.want_map(service.value, service.key, "`{connections: 1..}`")) continue;
    mistakes.reject_unknown(service.value, metric_names(service.key),
                            fmt::format("`wire: {}`", service.key));
    for (const Node::Entry& metric : service.value.entries) {
      auto matcher = mistakes.take(Matcher::read(metric.value));
      if (!matcher) continue;
      note_uncountable(metric, mistakes);
      all[service.key].emplace(metric.key, std::move(*matcher));
    }
  }
  return all;
}

}  // namespace tetra::scenario
