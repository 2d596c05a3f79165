#include "harness/packets/pcapng.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <cstring>

namespace tetra::packets {
namespace {

struct Block {
  std::uint32_t type = 0;
  std::string body;
};

std::uint32_t read32(std::string_view bytes, std::size_t at) {
  std::uint32_t value = 0;
  std::memcpy(&value, bytes.data() + at, sizeof value);
  return value;
}

// Fails unless the file is blocks and nothing else, each with its length on both sides, in whole
// words.
std::vector<Block> blocks_of(const std::string& file) {
  std::vector<Block> blocks;
  std::size_t at = 0;
  while (at < file.size()) {
    const std::uint32_t length = file.size() - at >= 12 ? read32(file, at + 4) : 0;
    EXPECT_TRUE(length >= 12 && length % 4 == 0 && at + length <= file.size()) << "at " << at;
    if (length < 12 || at + length > file.size()) break;
    EXPECT_EQ(read32(file, at + length - 4), length);
    blocks.push_back({read32(file, at), file.substr(at + 8, length - 12)});
    at += length;
  }
  return blocks;
}

TEST(ToPcapng, PutsSecretsAndNamesBeforeThePackets) {
  Capture capture;
  capture.application = "TETRA Lab";
  capture.comments = {"one", "two"};
  capture.interface = "lo";
  capture.names = {{boost::asio::ip::make_address("192.0.2.10"), {"tetra-defs.amp.cisco.com"}},
                   {boost::asio::ip::make_address("2001:db8::10"), {"a", "b"}}};
  capture.tls_secrets = "CLIENT_RANDOM 00 11\n";
  capture.packets = {{(std::int64_t{7} << 32) + 5, "abcde", 9, {"here", ""}}, {1, "", 0, {}}};
  const auto blocks = blocks_of(to_pcapng(capture));
  std::vector<std::uint32_t> types;
  for (const Block& one : blocks) types.push_back(one.type);
  EXPECT_EQ(types, (std::vector<std::uint32_t>{0x0a0d0d0a, 1, 4, 10, 6, 6, 5}));
  const std::string& packet = blocks[4].body;
  EXPECT_EQ(read32(packet, 4), 7U);  // the time's high and low half, in nanoseconds
  EXPECT_EQ(read32(packet, 8), 5U);
  EXPECT_EQ(read32(packet, 12), 5U);  // what was kept of it, and how long it was
  EXPECT_EQ(read32(packet, 16), 9U);
  EXPECT_EQ(packet.substr(20, 8), std::string("abcde\0\0\0", 8));
  EXPECT_NE(packet.find("here"), std::string::npos);
  EXPECT_NE(blocks[0].body.find("two"), std::string::npos);
  EXPECT_EQ(blocks[3].body.substr(0, 4), "KSLT");  // TLSK in this machine's byte order
}

TEST(ToPcapng, CutsATextThatNoOptionCanHold) {
  Capture capture;
  capture.comments = {std::string(100'000, 'x')};
  const auto blocks = blocks_of(to_pcapng(capture));
  ASSERT_EQ(blocks.size(), 3U);
  EXPECT_LT(blocks[0].body.size(), 66'000U);
}

}  // namespace
}  // namespace tetra::packets
