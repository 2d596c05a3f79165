#include "mockserver/definitions/releases.hpp"

#include <algorithm>
#include <array>

namespace tetra::definitions {
namespace {

using namespace std::chrono;

constexpr sys_days kAnchorDay = 2023y / May / 18d;
constexpr std::array<seconds, 4> kTimesOfDay = {8h + 14min + 27s, 12h + 13min + 36s,
                                                16h + 15min + 48s, 20h + 13min + 58s};
constexpr std::int64_t kADay = kTimesOfDay.size();

// The first release of the anchor day.
std::int64_t anchor_id(Engine engine) {
  return (engine == Engine::av64bit ? 90606 : 120765) - (kADay - 1);
}
seconds earlier_by(Engine engine) {
  return engine == Engine::av64bit ? 0s : 1s;
}

}  // namespace

TimePoint release_time(Engine engine, std::uint32_t id) {
  const std::int64_t since = static_cast<std::int64_t>(id) - anchor_id(engine);
  const std::int64_t day = since >= 0 ? since / kADay : -((-since + kADay - 1) / kADay);
  const auto slot = static_cast<std::size_t>(since - day * kADay);
  return kAnchorDay + days(day) + kTimesOfDay[slot] - earlier_by(engine);
}

Release newest_release(Engine engine, TimePoint at) {
  at = std::max(at, TimePoint{});
  const auto day = floor<days>(at);
  std::int64_t id = anchor_id(engine) + (day - kAnchorDay).count() * kADay - 1;
  for (const seconds time : kTimesOfDay) id += day + time - earlier_by(engine) <= at ? 1 : 0;
  const auto found = static_cast<std::uint32_t>(id);
  return {found, release_time(engine, found)};
}

std::vector<Release> releases_until(Engine engine, TimePoint at, unsigned earlier) {
  std::vector<Release> releases = {newest_release(engine, at)};
  while (releases.size() <= earlier && releases.back().id > 1) {
    const std::uint32_t id = releases.back().id - 1;
    releases.push_back({id, release_time(engine, id)});
  }
  return releases;
}

}  // namespace tetra::definitions
