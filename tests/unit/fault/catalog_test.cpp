#include "engine/fault/catalog.hpp"

#include <gtest/gtest.h>

#include "engine/fault/plan.hpp"
#include "engine/journal/kinds/lab.hpp"
#include "tests/unit/fault/nodes.hpp"

namespace tetra::fault {
namespace {

const journal::Detail<std::int64_t> extra{"extra", "of this test"};

struct Counted final : Fault {
  explicit Counted(Params& params) : count(params.integer("count", "how many", 1, 9, 3)) {}
  std::int64_t count;
};
FaultPtr make(Params& params) {
  return std::make_unique<Counted>(params);
}

Info info(std::string_view layer, std::string_view name, std::vector<std::string_view> services) {
  Info made;
  made.layer = layer;
  made.name = name;
  made.services = std::move(services);
  return made;
}

TEST(Catalog, FindsAFaultByServiceAndName) {
  Catalog catalog;
  catalog.add(info("http", "cut", {"update", "crl"}), make);
  catalog.add(info("socks", "cut", {"socks"}), make);
  EXPECT_EQ(catalog.find("crl", "cut")->info.id(), "http.cut");
  EXPECT_EQ(catalog.find("socks", "cut")->info.id(), "socks.cut");
  EXPECT_EQ(catalog.find("dns", "cut"), nullptr);
  EXPECT_EQ(catalog.find("update", "stall"), nullptr);
}

TEST(Catalog, DescribesTheParameters) {
  Catalog catalog;
  catalog.add(info("http", "cut", {"update"}), make);
  const auto& params = catalog.find("update", "cut")->params;
  ASSERT_EQ(params.size(), 1u);
  EXPECT_EQ(params[0].name, "count");
  EXPECT_EQ(params[0].fallback, "3");
}

TEST(Catalog, RefusesTwoFaultsOfOneNameForOneService) {
  Catalog catalog;
  catalog.add(info("http", "cut", {"update", "crl"}), make);
  EXPECT_THROW(catalog.add(info("tcp", "cut", {"ocsp", "crl"}), make), std::logic_error);
}

TEST(Catalog, RefusesTwoFaultsOfOneId) {
  Catalog catalog;
  catalog.add(info("http", "cut", {"update"}), make);
  EXPECT_THROW(catalog.add(info("http", "cut", {"crl"}), make), std::logic_error);
}

TEST(Catalog, NamesForAServiceAreSorted) {
  Catalog catalog;
  catalog.add(info("http", "stall", {"update"}), make);
  catalog.add(info("tcp", "refuse", {"update", "crl"}), make);
  catalog.add(info("http", "cut", {"update"}), make);
  EXPECT_EQ(catalog.names_for("update"), (std::vector<std::string>{"cut", "refuse", "stall"}));
  EXPECT_EQ(catalog.names_for("dns"), std::vector<std::string>());
}

TEST(MakeFault, ReadsTheParametersOrTellsTheMistake) {
  Catalog catalog;
  catalog.add(info("http", "cut", {"update"}), make);
  const auto& entry = *catalog.find("update", "cut");
  const auto made = make_fault(entry, test::written({{"count", "5"}}));
  ASSERT_TRUE(made);
  EXPECT_EQ(dynamic_cast<const Counted&>(**made).count, 5);
  EXPECT_EQ(dynamic_cast<const Counted&>(**make_fault(entry, Node())).count, 3);
  EXPECT_EQ(make_fault(entry, test::written({{"count", "10"}})).error().code, "out-of-bounds");
}

TEST(Plan, AsksInOrderAndTellsTheJournalWhoActed) {
  Catalog catalog;
  catalog.add(info("http", "cut", {"update"}), make);
  journal::Journal journal;
  Clockwork clockwork;
  clockwork.journal = &journal;
  clockwork.attempt = 2;
  Plan<Counted> plan(clockwork);
  for (std::size_t i = 0; i < 2; ++i) {
    Trigger trigger;
    if (i == 0) trigger.times = 1;
    auto fault = make_fault(*catalog.find("update", "cut"),
                            test::written({{"count", std::to_string(i + 1)}}));
    plan.add(std::make_shared<Armed>(
        Armed{i, "update", "http.cut", std::move(*fault), TriggerState(trigger, 1)}));
  }
  std::string order;
  Context context;
  context.connection = 9;
  const auto spoil = [&](Counted& counted, const wire::Acted& acted) {
    order += std::to_string(counted.count);
    acted({extra(5)});
  };
  plan.peek(context, spoil);
  plan.ask(context, spoil);
  plan.ask(context, spoil);
  EXPECT_EQ(order, "12122");
  ASSERT_EQ(journal.events().size(), 5u);
  const journal::Event& event = journal.events().front();
  EXPECT_TRUE(event.is<event::Fault>());
  EXPECT_EQ(event.get(&event::Fault::fault), "http.cut");
  EXPECT_EQ(event.get(&event::Fault::attempt), 2);
  EXPECT_EQ(event.get(extra), 5);
  EXPECT_EQ(event.connection, 9u);
}

}  // namespace
}  // namespace tetra::fault
