#pragma once
#include <gtest/gtest.h>

#include <string>

#include "engine/document/yaml.hpp"
#include "engine/scenario/loader.hpp"
#include "harness/judge/verdict.hpp"

namespace tetra::judge {

inline Node yaml(std::string_view text) {
  const auto document = document::parse_yaml(text, "case.yaml");
  if (!document) throw std::invalid_argument(to_string(document.error()));
  return *document;
}

inline scenario::Scenario scenario_of(std::string_view text) {
  const auto read = scenario::read_scenario(yaml(text), {});
  if (!read) throw std::invalid_argument(to_string(read.error().front()));
  return *read;
}

/// A client whose success is exit status 0 and whose codes have two words.
inline clients::Client tool() {
  const auto read =
      clients::read_client(yaml("name: tool\n"
                                "probes: {stderr: stderr, stage: stdout, status: stdout, code: "
                                "{stream: stderr, pattern: 'code (.*)'}}\n"
                                "words: {code: {none: 0, own: {not: [0, 4294965196]}}}\n"
                                "success: {exit: 0}\n"));
  if (!read) throw std::invalid_argument(to_string(read.error()));
  return *read;
}

inline AttemptObservation exited(std::int64_t status) {
  AttemptObservation attempt;
  attempt.ended = Ended::exited;
  attempt.probes["exit"] = status;
  attempt.client_ms = 12;
  return attempt;
}

inline AttemptObservation ended(Ended how) {
  AttemptObservation attempt = exited(0);
  attempt.ended = how;
  return attempt;
}

inline Observation observed(std::vector<AttemptObservation> attempts) {
  Observation observation;
  observation.attempts = std::move(attempts);
  return observation;
}

inline FaultObservation fault(std::uint64_t acted, bool required = true) {
  FaultObservation one;
  one.service = "update";
  one.id = "http.cut";
  one.required = required;
  one.acted = acted;
  return one;
}

inline SeenEvent event(std::string service, std::string kind,
                       std::vector<std::pair<std::string, std::string>> fields = {}) {
  SeenEvent one;
  one.service = std::move(service);
  one.kind = std::move(kind);
  one.fields = std::move(fields);
  return one;
}

inline Verdict judged(std::string_view scenario, const Observation& observation,
                      const std::string& version = "1.0") {
  return judge(scenario_of(scenario), tool(), version, observation);
}

/// The verdict's word, for one attempt in which nothing else is to be said.
inline std::string word(std::string_view scenario, const Observation& observation) {
  return std::string(to_string(judged(scenario, observation).kind));
}

}  // namespace tetra::judge
