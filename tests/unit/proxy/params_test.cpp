#include <gtest/gtest.h>

#include "engine/fault/catalog.hpp"

namespace tetra::proxy {
namespace {

std::string mistake(std::string_view name, Node value) {
  const fault::Catalog::Entry* entry = fault::Catalog::instance().find("proxy", name);
  if (entry == nullptr) return "no such fault";
  const auto made = fault::make_fault(*entry, value);
  return made ? "" : to_string(made.error());
}
Node one(std::string key, std::string value) {
  return map_node({{std::move(key), scalar_node(std::move(value))}});
}

TEST(ProxyFaults, AreInTheCatalog) {
  const std::vector<std::string> names{"authenticate",   "established",        "filter",
                                       "intercept",      "origin-unreachable", "stale-cache",
                                       "tunnel-corrupt", "tunnel-cut",         "tunnel-limit",
                                       "tunnel-slice",   "tunnel-stall",       "tunnel-throttle"};
  EXPECT_EQ(fault::Catalog::instance().names_for("proxy"), names);
}

TEST(ProxyFaults, TakeNoPercentageOfATunnel) {
  for (const char* name : {"tunnel-cut", "tunnel-stall", "tunnel-corrupt"}) {
    EXPECT_NE(mistake(name, one("at", "50%")).find("`50%` is not a number of bytes"),
              std::string::npos)
        << name;
    EXPECT_NE(mistake(name, one("at", "-1")), "") << name;
    EXPECT_EQ(mistake(name, one("at", "64KiB")), "") << name;
    EXPECT_EQ(mistake(name, scalar_node("300000")), "") << name;
  }
}

TEST(ProxyFaults, WantWhatTheyNeed) {
  EXPECT_NE(mistake("tunnel-cut", map_node({})), "");
  EXPECT_NE(mistake("established", map_node({})), "");
  EXPECT_NE(mistake("tunnel-cut",
                    map_node({{"at", scalar_node("1")}, {"by", scalar_node("close-notify")}})),
            "");
  EXPECT_NE(mistake("authenticate", one("scheme", "bsic")).find("did you mean `basic`"),
            std::string::npos);
  EXPECT_EQ(mistake("authenticate", one("scheme", "Nonesuch")), "");
  EXPECT_NE(mistake("authenticate", one("scheme", "two words")), "");
  EXPECT_NE(mistake("authenticate", one("realm", "a\r\nb")), "");
  EXPECT_NE(mistake("filter", Node()), "");
  EXPECT_NE(mistake("tunnel-throttle", one("rate", "0")), "");
  EXPECT_EQ(mistake("authenticate", Node()), "");
  EXPECT_EQ(mistake("origin-unreachable", Node()), "");
}

}  // namespace
}  // namespace tetra::proxy
