#include "mockserver/definitions/gzip.hpp"

#include <gtest/gtest.h>

#include "mockserver/definitions/counter_bytes.hpp"
#include "mockserver/definitions/fingerprint.hpp"
#include "reading.hpp"

namespace tetra::definitions {
namespace {

TEST(Gzip, OfATextIsReadByZlibAndHasNoDate) {
  const std::string text = "+ d41d8cd98f00b204e9800998ecf8427e Plugins/7zip.xmd 0\n";
  const std::string packed = gzip(text);
  EXPECT_EQ(reading::gunzip(packed), text);
  EXPECT_EQ(packed.substr(4, 4), std::string(4, '\0'));
  EXPECT_EQ(packed, gzip(text));
  EXPECT_EQ(reading::gunzip(gzip("")), "");
}

TEST(Gzip, StoredIsReadByZlibAtEveryBlockBorder) {
  for (const std::uint64_t size :
       {0u, 1u, 65'534u, 65'535u, 65'536u, 131'070u, 131'071u, 300'001u}) {
    const auto plain = counter_bytes(3, size);
    std::string rest = "?";
    EXPECT_TRUE(reading::gunzip(read_all(*stored_gzip(plain)), &rest) == read_all(*plain)) << size;
    EXPECT_EQ(rest, "") << size;
  }
}

TEST(Gzip, StoredAsksForTheChecksumOnceAndOnlyAtTheTrailer) {
  int asked = 0;
  const auto plain = counter_bytes(3, 1000);
  const auto packed = stored_gzip(plain, [&] { return ++asked, crc32_of(*plain); });
  std::string head(stored_gzip_size(1000) - 8, '\0');
  packed->read(0, head);
  EXPECT_EQ(asked, 0);
  EXPECT_EQ(reading::gunzip(read_all(*packed)).size(), 1000u);
  EXPECT_EQ(reading::gunzip(read_all(*packed)).size(), 1000u);
  EXPECT_EQ(asked, 1);
}

TEST(Gzip, AWrongChecksumIsRefusedByZlib) {
  EXPECT_THROW(reading::gunzip(read_all(*stored_gzip(counter_bytes(3, 10), [] { return 1u; }))),
               std::runtime_error);
}

TEST(Gzip, ABombIsSmallAndExpandsToExactlyTheAskedZeros) {
  for (const std::uint64_t size :
       {UINT64_C(0), UINT64_C(1), UINT64_C(1) << 20, (UINT64_C(3) << 20) + 17, UINT64_C(1) << 29}) {
    const auto bomb = gzip_bomb(size);
    EXPECT_LT(bomb->size().value(), size / 900 + 200) << size;
    EXPECT_EQ(reading::gunzipped_size(*bomb), size);
  }
  EXPECT_EQ(reading::gunzip(read_all(*gzip_bomb(5000))), std::string(5000, '\0'));
}

TEST(Gzip, ABombOfTenGibibytesIsMadeAtOnce) {
  const auto bomb = gzip_bomb(UINT64_C(10) << 30);
  EXPECT_LT(bomb->size().value(), UINT64_C(12) << 20);
  EXPECT_GT(bomb->size().value(), UINT64_C(9) << 20);
}

}  // namespace
}  // namespace tetra::definitions
