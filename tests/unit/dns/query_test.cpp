#include "mockserver/dns/query.hpp"

#include <gtest/gtest.h>

#include "mockserver/dns/message.hpp"

namespace tetra::dns {
namespace {

std::string header(std::uint16_t questions) {
  std::string bytes(header_size, '\0');
  put16(bytes, 0, 0xBEEF);
  put16(bytes, 2, 0x0100);
  put16(bytes, 4, questions);
  return bytes;
}

TEST(Query, ReadsNameTypeAndSpelling) {
  const auto query =
      parse_query(header(1) + wire_name("HoSt.Lab") + std::string("\0\x1c\0\x01", 4));
  ASSERT_TRUE(query.has_value());
  EXPECT_EQ(query->id, 0xBEEF);
  EXPECT_EQ(query->name, "host.lab");
  EXPECT_EQ(query->asked, "HoSt.Lab.");
  EXPECT_EQ(query->type_word, "AAAA");
  EXPECT_TRUE(query->recursion_desired);
  EXPECT_FALSE(query->edns.has_value());
}

TEST(Query, ReadsTheRootAndUnknownTypes) {
  const auto query = parse_query(header(1) + std::string("\0\xFF\x78\0\x01", 5));
  ASSERT_TRUE(query.has_value());
  EXPECT_EQ(query->name, "");
  EXPECT_EQ(query->type_word, "TYPE65400");
}

TEST(Query, RefusesAPointerInTheQuestion) {
  const auto query = parse_query(header(1) + std::string("\xC0\x0C\0\x01\0\x01", 6));
  ASSERT_FALSE(query.has_value());
  EXPECT_EQ(query.error().reply.size(), header_size);
  EXPECT_EQ(get16(query.error().reply, 0), 0xBEEF);
  EXPECT_EQ(get16(query.error().reply, 2), 0x8101);
}

TEST(Query, RefusesANameOver255Bytes) {
  std::string name;
  for (int i = 0; i < 5; ++i) name += '\x3F' + std::string(63, 'a');
  EXPECT_FALSE(parse_query(header(1) + name + std::string(5, '\0')).has_value());
}

TEST(Query, EscapesBytesThatAreNoText) {
  const auto query = parse_query(header(1) + std::string("\x03"
                                                         "a.\0\0\0\x01\0\x01",
                                                         9));
  ASSERT_TRUE(query.has_value());
  EXPECT_EQ(query->asked, "a\\.\\000.");
}

TEST(Message, NamesSurviveTheirTextForm) {
  const std::string wire = wire_name("tetra-defs.amp.cisco.com");
  EXPECT_EQ(wire.size(), 26U);
  EXPECT_EQ(wire_name(name_text(wire)), wire);
  EXPECT_TRUE(wire_name("a..b").empty());
}

}  // namespace
}  // namespace tetra::dns
