#include "tests/wire/definitions/definitions_lab.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace tetra::test {
namespace {

struct Run {
  Heard heard;
  std::size_t acted = 0;
  std::string journal;
};

Run run(const std::vector<Line>& faults, const std::string& path) {
  DefinitionsServer server(faults);
  RawClient client(server.port());
  client.send("GET " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  Run done;
  done.heard = client.listen();
  client.close();
  server.events().wait(event::Sent::kind);
  done.acted = server.events().count(event::Fault::kind);
  done.journal = server.events().dump();
  return done;
}

// The same moment for every run: the releases do not depend on the day.
definitions::TreeOptions options() {
  definitions::TreeOptions options;
  options.seed = 7;
  options.now = std::chrono::sys_days(std::chrono::year(2026) / 11 / 23) + std::chrono::hours(12);
  return options;
}

}  // namespace

const definitions::Tree& DefinitionsServer::tree() {
  static const definitions::Tree tree(options());
  return tree;
}

std::uint32_t DefinitionsServer::version() {
  return tree().current(definitions::Engine::av64bit).id;
}

std::string DefinitionsServer::versioned(const std::string& name) {
  return "/av64bit_" + std::to_string(version()) + "/" + name;
}

DefinitionsServer::DefinitionsServer(const std::vector<Line>& faults)
    : Server([this](tcp::Arrival arrival) { return serve(std::move(arrival)); }) {
  clockwork_.journal = &journal();
  clockwork_.ready = std::chrono::steady_clock::now();
  for (std::size_t i = 0; i < faults.size(); ++i) {
    const fault::Catalog::Entry* entry = fault::Catalog::instance().find("update", faults[i].name);
    if (entry == nullptr || entry->info.layer != "definitions")
      throw std::runtime_error("no fault of definitions: " + faults[i].name);
    auto made = fault::make_fault(*entry, faults[i].value);
    if (!made) throw std::runtime_error(to_string(made.error()));
    plan_.add(std::make_shared<fault::Armed>(
        fault::Armed{i, "update", entry->info.id(), std::move(*made),
                     fault::TriggerState(fault::read_trigger(faults[i].trigger).value(), 1)}));
  }
}

Task<> DefinitionsServer::serve(tcp::Arrival arrival) {
  http::Serving serving;
  serving.service = "update";
  serving.connection = arrival.number;
  serving.address = arrival.local_address;
  serving.requests = &requests_;
  serving.plan = &exchanges_;
  serving.journal = &journal();
  co_await http::serve(*arrival.connection, handler_, serving);
}

Heard fetch(const std::vector<Line>& faults, const std::string& path) {
  return run(faults, path).heard;
}

void expect_definitions(const std::vector<Line>& faults, const std::string& path,
                        const std::function<bool(std::string_view body)>& check) {
  const Run spoiled = run(faults, path);
  EXPECT_TRUE(check(spoiled.heard.body()))
      << path << "\n"
      << spoiled.journal << spoiled.heard.head() << spoiled.heard.body().substr(0, 500);
  EXPECT_EQ(spoiled.acted, faults.size()) << spoiled.journal;
  const Run healthy = run({}, path);
  EXPECT_FALSE(check(healthy.heard.body()))
      << "the check says nothing: it holds without the fault\n"
      << healthy.heard.head();
  EXPECT_EQ(healthy.acted, 0u) << healthy.journal;
}

void expect_untouched(const std::vector<Line>& faults, const std::string& path) {
  const Run armed = run(faults, path);
  const Run healthy = run({}, path);
  EXPECT_EQ(armed.heard.body(), healthy.heard.body()) << path;
  EXPECT_EQ(armed.acted, 0u) << armed.journal;
}

}  // namespace tetra::test
