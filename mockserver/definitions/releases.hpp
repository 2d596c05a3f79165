#pragma once
#include <chrono>
#include <cstdint>
#include <vector>

#include "mockserver/definitions/engine.hpp"

namespace tetra::definitions {

using TimePoint = std::chrono::system_clock::time_point;

/// One version of one engine's definitions and when it became available: a line of the console's AV
/// Definition Summary.
struct Release {
  std::uint32_t id = 0;
  TimePoint available;
};

/// The cadence, the same every day in UTC: 08:14:27 (the lab's own), then 12:13:36, 16:15:48 and
/// 20:13:58 (documented for 90604, 90605 and 90606 on 2023-05-18). Ids count up by one, so a time
/// gives an id and an id gives a time, for every seed alike. The documented summary shows 120765
/// beside 90606; the lab takes it for the 32-bit engine, a second earlier (inferred).
TimePoint release_time(Engine engine, std::uint32_t id);
/// The newest release that is available at a time. Times before 1970 count as 1970.
Release newest_release(Engine engine, TimePoint at);
/// The newest at a time and `earlier` more before it, newest first.
std::vector<Release> releases_until(Engine engine, TimePoint at, unsigned earlier);

}  // namespace tetra::definitions
