#include "mockserver/definitions/releases.hpp"

#include <gtest/gtest.h>

namespace tetra::definitions {
namespace {

using namespace std::chrono;
constexpr sys_days kDay = 2023y / May / 18d;

TEST(Releases, AreAvailableWhenDocumented) {
  EXPECT_EQ(release_time(Engine::av64bit, 90604), kDay + 12h + 13min + 36s);
  EXPECT_EQ(release_time(Engine::av64bit, 90605), kDay + 16h + 15min + 48s);
  EXPECT_EQ(release_time(Engine::av64bit, 90606), kDay + 20h + 13min + 58s);
  EXPECT_EQ(release_time(Engine::av32bit, 120765), kDay + 20h + 13min + 57s);
}

TEST(Releases, ComeFourADayInBothDirections) {
  for (const std::uint32_t id : {1u, 7u, 80000u, 90602u, 90603u, 90607u, 123456u}) {
    EXPECT_EQ(release_time(Engine::av64bit, id + 4) - release_time(Engine::av64bit, id), 24h) << id;
    EXPECT_LT(release_time(Engine::av64bit, id), release_time(Engine::av64bit, id + 1)) << id;
  }
}

TEST(Releases, TheNewestIsTheLastAvailable) {
  for (const Engine engine : kEngines) {
    for (const std::uint32_t id : {60000u, 90603u, 90606u, 120764u, 120765u, 200000u}) {
      const TimePoint available = release_time(engine, id);
      EXPECT_EQ(newest_release(engine, available).id, id);
      EXPECT_EQ(newest_release(engine, available - 1s).id, id - 1);
    }
  }
  EXPECT_GT(newest_release(Engine::av64bit, TimePoint{} - 9000h).id, 0u);
}

TEST(Releases, TheHistoryOfTheDocumentedEveningIsTheDocumentedOne) {
  const auto releases = releases_until(Engine::av64bit, kDay + 21h, 2);
  ASSERT_EQ(releases.size(), 3u);
  for (std::uint32_t n = 0; n < 3; ++n) {
    EXPECT_EQ(releases[n].id, 90606 - n);
    EXPECT_EQ(releases[n].available, release_time(Engine::av64bit, 90606 - n));
  }
}

}  // namespace
}  // namespace tetra::definitions
