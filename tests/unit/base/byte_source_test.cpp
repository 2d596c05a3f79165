#include "engine/base/byte_source.hpp"

#include <gtest/gtest.h>

namespace tetra {
namespace {

TEST(ByteSource, PartsComposeToTheSameBytesAtEveryOffset) {
  const auto source = flip(
      overlay(concat({bytes_of("hello "), slice(bytes_of("the whole world"), 10, 99)}), 6, "W"), 0,
      0x20);
  ASSERT_EQ(source->size(), 11u);
  EXPECT_EQ(read_all(*source), "Hello World");
  for (std::uint64_t at = 0; at < 11; ++at) {
    char one = 0;
    ASSERT_EQ(source->read(at, {&one, 1}), 1u);
    EXPECT_EQ(one, "Hello World"[at]);
  }
  char none = 0;
  EXPECT_EQ(source->read(11, {&none, 1}), 0u);
}

}  // namespace
}  // namespace tetra
