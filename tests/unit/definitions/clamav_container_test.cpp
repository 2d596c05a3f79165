#include "mockserver/definitions/clamav_container.hpp"

#include <gtest/gtest.h>

#include "engine/base/text.hpp"
#include "mockserver/definitions/fingerprint.hpp"
#include "mockserver/definitions/tree.hpp"

namespace tetra::definitions {
namespace {

const TimePoint made = std::chrono::sys_days(std::chrono::year(2026) / 11 / 23);

TEST(ClamavContainer, HasAHeadOf512BytesThatFitsItsBody) {
  const std::string all = clamav_container(7, made);
  ASSERT_GT(all.size(), 512U);
  const auto fields = text::split(all.substr(0, 512), ':');
  ASSERT_EQ(fields.size(), 9U);
  EXPECT_EQ(fields[0], "ClamAV-VDB");
  EXPECT_EQ(fields[1], "23 Nov 2026 00-00 +0000");
  EXPECT_EQ(fields[5], md5_hex(std::string_view(all).substr(512)));
  EXPECT_EQ(all.substr(512, 2), "\x1F\x8B") << "a gzip file follows";
}

TEST(ClamavContainer, ComesFromTheSeedAlone) {
  EXPECT_EQ(clamav_container(7, made), clamav_container(7, made));
  EXPECT_NE(clamav_container(7, made), clamav_container(8, made));
}

TEST(ClamavContainer, IsInTheTree) {
  const Tree tree({.seed = 7});
  const auto found = tree.find("/clamav/synthetic.cvd");
  ASSERT_TRUE(found);
  EXPECT_EQ(found->kind, Kind::clamav);
  EXPECT_EQ(found->body->size(), clamav_container(7, found->last_modified).size());
  EXPECT_FALSE(tree.find("/clamav/other.cvd"));
}

}  // namespace
}  // namespace tetra::definitions
