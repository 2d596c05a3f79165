#include "mockserver/definitions/counter_bytes.hpp"

#include <gtest/gtest.h>

#include <random>

#include "mockserver/definitions/fingerprint.hpp"
#include "mockserver/definitions/gzip.hpp"

namespace tetra::definitions {
namespace {

// Whatever the offset and the length, a read gives the bytes that reading from the start gives.
void expect_same_at_any_offset(const ByteSource& source, std::uint64_t size) {
  ASSERT_EQ(source.size(), size);
  std::string whole;
  std::string piece(777, '\0');
  while (const std::size_t n = source.read(whole.size(), piece)) whole.append(piece, 0, n);
  ASSERT_EQ(whole.size(), size);
  std::mt19937_64 dice(size);
  for (int n = 0; n < 2000; ++n) {
    const std::uint64_t offset = dice() % (size + 2);
    std::string part(dice() % (n % 10 == 0 ? 140'000 : 40), '\0');
    const std::size_t got = source.read(offset, part);
    const std::string_view expected =
        std::string_view(whole).substr(std::min(offset, size), part.size());
    ASSERT_EQ(got, expected.size()) << "at " << offset;
    ASSERT_TRUE(std::string_view(part).substr(0, got) == expected)
        << "at " << offset << ", " << got << " bytes";
  }
}

TEST(CounterBytes, ReadTheSameAtAnyOffset) {
  for (const std::uint64_t size : {1u, 7u, 8u, 9u, 4096u, 300'001u})
    expect_same_at_any_offset(*counter_bytes(42, size), size);
}

TEST(CounterBytes, StoredGzipReadsTheSameAtAnyOffset) {
  for (const std::uint64_t size :
       {0u, 1u, 65'534u, 65'535u, 65'536u, 131'070u, 131'071u, 300'001u}) {
    expect_same_at_any_offset(*stored_gzip(counter_bytes(42, size)), stored_gzip_size(size));
  }
}

TEST(CounterBytes, AreReachedFarAwayAtOnce) {
  const auto source = counter_bytes(1, UINT64_C(1) << 60);
  std::string near(16, '\0');
  std::string far(16, '\0');
  EXPECT_EQ(source->read((UINT64_C(1) << 60) - 5, far), 5u);
  EXPECT_EQ(source->read(0, near), 16u);
  EXPECT_EQ(source->read(UINT64_C(1) << 60, far), 0u);
  EXPECT_NE(near.substr(0, 5), far.substr(0, 5));
}

TEST(CounterBytes, StayTheSameFromBuildToBuild) {
  EXPECT_EQ(md5_hex(*counter_bytes(1, 1000)), "56136aea53d53af1da7c074184ca07b5");
  EXPECT_NE(read_all(*counter_bytes(1, 1000)), read_all(*counter_bytes(2, 1000)));
}

TEST(CounterBytes, DoNotCompress) {
  const std::string plain = read_all(*counter_bytes(7, 100'000));
  EXPECT_GT(gzip(plain).size(), plain.size());
}

}  // namespace
}  // namespace tetra::definitions
