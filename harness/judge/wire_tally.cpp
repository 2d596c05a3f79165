#include "harness/judge/wire_tally.hpp"

#include <algorithm>
#include <array>

namespace tetra::judge {
namespace {

struct Metric {
  std::string_view name, event;
};
constexpr std::array counted{Metric{"connections", "connection"}, Metric{"requests", "request"}, Metric{"queries", "query"}, Metric{"answers", "answer"},
                             Metric{"connects", "connect"}, Metric{"handshakes", "handshake"}, Metric{"tunnels", "tunnel"}, Metric{"lookups", "lookup"}, Metric{"syns", "syn"}};

}  // namespace

void add(WireTally& into, const std::string& service, const std::string& kind, std::int64_t number) {
  ServiceTally& tally = into[service];
  ++tally.events[kind];
  if (kind == "response") tally.statuses.insert(number);
  if (kind == "sent") tally.bytes += number;
}

void merge(WireTally& into, const WireTally& more) {
  for (const auto& [service, tally] : more) {
    ServiceTally& sum = into[service];
    for (const auto& [kind, count] : tally.events) sum.events[kind] += count;
    sum.bytes += tally.bytes;
    sum.statuses.insert(tally.statuses.begin(), tally.statuses.end());
  }
}

std::vector<std::int64_t> wire_metric(const WireTally& tally, const std::string& service, std::string_view metric) {
  const auto found = tally.find(service);
  const ServiceTally seen = found == tally.end() ? ServiceTally{} : found->second;
  if (metric == "status") return {seen.statuses.begin(), seen.statuses.end()};
  if (metric == "bytes") return {seen.bytes};
  const auto named = std::find_if(counted.begin(), counted.end(), [&](const Metric& one) { return one.name == metric; });
  const auto count = named == counted.end() ? seen.events.end() : seen.events.find(std::string(named->event));
  return {count == seen.events.end() ? 0 : count->second};
}

}  // namespace tetra::judge
