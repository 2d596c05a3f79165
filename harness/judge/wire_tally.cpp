#include "harness/judge/wire_tally.hpp"

#include <algorithm>

#include "engine/journal/kinds/http.hpp"
#include "engine/scenario/vocabulary.hpp"

namespace tetra::judge {

void add(WireTally& into, const journal::Event& event) {
  ServiceTally& tally = into[event.service];
  ++tally.events[std::string(event.kind->word)];
  if (event.is<event::Response>()) tally.statuses.insert(event.get(&event::Response::status));
  if (event.is<event::Sent>()) tally.bytes += event.get(&event::Sent::bytes);
}

void merge(WireTally& into, const WireTally& more) {
  for (const auto& [service, tally] : more) {
    ServiceTally& sum = into[service];
    for (const auto& [kind, count] : tally.events) sum.events[kind] += count;
    sum.bytes += tally.bytes;
    sum.statuses.insert(tally.statuses.begin(), tally.statuses.end());
  }
}

std::vector<std::int64_t> wire_metric(const WireTally& tally, const std::string& service,
                                      std::string_view metric) {
  static const ServiceTally nothing;
  const auto found = tally.find(service);
  const ServiceTally& seen = found == tally.end() ? nothing : found->second;
  if (metric == "status") return {seen.statuses.begin(), seen.statuses.end()};
  if (metric == "bytes") return {seen.bytes};
  const auto& metrics = scenario::metrics();
  const auto named = std::find_if(metrics.begin(), metrics.end(),
                                  [&](const scenario::Metric& one) { return one.name == metric; });
  const auto count =
      named == metrics.end() ? seen.events.end() : seen.events.find(std::string(named->event));
  return {count == seen.events.end() ? 0 : count->second};
}

}  // namespace tetra::judge
