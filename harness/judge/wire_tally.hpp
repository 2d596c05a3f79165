#pragma once
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "engine/journal/event.hpp"

namespace tetra::judge {

/// What one service's side of the wire amounts to.
struct ServiceTally {
  std::map<std::string, std::int64_t> events;  ///< how many of each kind
  std::int64_t bytes = 0;                      ///< of all bodies sent
  std::set<std::int64_t> statuses;             ///< of all responses
};

/// By service. Kept event by event, since a journal keeps only the newest.
using WireTally = std::map<std::string, ServiceTally>;

/// One more event.
void add(WireTally& into, const journal::Event& event);
void merge(WireTally& into, const WireTally& more);

/// The numbers that a `wire:` metric of this service stands for: one, or every status that was
/// sent.
std::vector<std::int64_t> wire_metric(const WireTally& tally, const std::string& service,
                                      std::string_view metric);

}  // namespace tetra::judge
