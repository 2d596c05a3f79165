#pragma once
#include <gtest/gtest.h>

#include <deque>
#include <string>

#include "harness/report/formats.hpp"

namespace tetra::report {

/// What nobody should print as it is: control characters, what is no UTF-8, and the signs of every
/// format.
inline const std::string hostile =
    "a|b `c` <d> & \x1b[2J \xff\x01 ]]> # \\ % : , \"q\" *e* _f_\r\nnext @g";

/// Finished cases that never ran. Keeps what they point to.
class SomeResults {
 public:
  SomeResults() {
    results.header = {"1.2.3", "namespace", "", 7, false, "2026-01-31T12:00:00Z", ""};
    results.again = [](const run::Case& one) {
      return "tetralab run " + one.scenario->id + " --client " + one.client->name;
    };
  }

  run::Finished& add(const std::string& id, const std::string& client, judge::Kind kind,
                     unsigned round = 0) {
    run::Finished one;
    one.a_case = {&scenario(id), &this->client(client), "7.88", round};
    one.verdict.kind = kind;
    one.observation.duration_ms = 1500;
    results.cases.push_back(std::move(one));
    return results.cases.back();
  }

  run::Finished& add_failed(const std::string& id, const std::string& client,
                            const std::string& reason, unsigned round = 0) {
    run::Finished& one = add(id, client, judge::Kind::wrong_error, round);
    one.verdict.reason = reason;
    one.verdict.expected = {{"exit", "56"}};
    one.verdict.actual = {{"exit", "7"}};
    one.verdict.where = {"scenarios/x/" + id + ".yaml", 12, 3};
    one.diagnosis.near_misses = {{"near-one", "near-two"}, 3};
    one.observation.faults = {{0, "update", "http.cut", true, 0, {}}};
    one.diagnosis.idle = {{0, "nobody came to `update`"}};
    return one;
  }

  Results results;

 private:
  scenario::Scenario& scenario(const std::string& id) {
    for (auto& known : scenarios_) {
      if (known.id == id) return known;
    }
    scenarios_.emplace_back();
    scenarios_.back().id = id;
    scenarios_.back().file = "scenarios/x/" + id + ".yaml";
    scenarios_.back().stage = scenario::Stage::download;
    scenarios_.back().title.en = "The title";
    return scenarios_.back();
  }
  clients::Client& client(const std::string& name) {
    for (auto& known : clients_) {
      if (known.name == name) return known;
    }
    clients_.emplace_back();
    clients_.back().name = name;
    return clients_.back();
  }

  std::deque<scenario::Scenario> scenarios_;
  std::deque<clients::Client> clients_;
};

inline std::size_t count(const std::string& text, const std::string& part) {
  std::size_t n = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++n;
  return n;
}

}  // namespace tetra::report
