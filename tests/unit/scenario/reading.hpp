#pragma once
#include <gtest/gtest.h>

#include <string>

#include "engine/document/caret.hpp"
#include "engine/document/yaml.hpp"
#include "engine/scenario/loader.hpp"

namespace tetra::scenario {

/// All mistakes of a text, as `code@line:column`, separated by blanks; empty when it is a good
/// scenario.
inline std::string mistakes_in(std::string_view text, const std::string& file = "case.yaml",
                               const Lookup& lookup = {}) {
  const auto tell = [](const Problem& problem) {
    return problem.code + "@" + std::to_string(problem.where.line) + ":" +
           std::to_string(problem.where.column);
  };
  const auto document = document::parse_yaml(text, file);
  if (!document) return tell(document.error());
  const auto scenario = read_scenarios(*document, lookup);
  std::string all;
  if (!scenario) {
    for (const Problem& problem : scenario.error()) all += (all.empty() ? "" : " ") + tell(problem);
  }
  return all;
}

/// The hint of the first mistake.
inline std::string hint_for(std::string_view text) {
  const auto document = document::parse_yaml(text, "case.yaml");
  if (!document) return document.error().hint;
  const auto scenario = read_scenarios(*document, {});
  return scenario ? "" : scenario.error().front().hint;
}

/// A good scenario, read.
inline Scenario scenario_from(std::string_view text, const std::string& file = "case.yaml") {
  const auto document = document::parse_yaml(text, file);
  if (!document) {
    ADD_FAILURE() << document::with_caret(document.error(), text);
    return {};
  }
  const auto scenario = read_scenario(*document, {});
  if (!scenario) {
    for (const Problem& problem : scenario.error())
      ADD_FAILURE() << document::with_caret(problem, text);
    return {};
  }
  return *scenario;
}

/// A good scenario that uses most of the language.
inline constexpr std::string_view rich = R"(id: case
title: {en: The download is reset half way, de: Der Download wird auf halbem Weg zurückgesetzt}
stage: download
evidence: documented
explain: |
  What happens.
  What to check.
catalogue: [dl-cut-reset, dl-cut]
route: http-proxy
login: {user: anna, password: "1234"}
server: https://tetra-defs.eu.amp.cisco.com:8443
get: "{payload}"
definitions: full
policy: {crlc: 0, verifypeer: 1}
timeout: 2.5s
installed: true
faults:
  - update: {cut: {at: 50%, by: reset}}
    when: {path: /av64bit_*/**, request: 1..}
    times: 1
    every: 3
    after: 2
    for: 10s
    probability: 0.2
    optional: true
  - update: refuse
  - proxy: {alert: 40}
  - dns: {answer: {addresses: [127.0.0.1, "::1"], ttl: 5, more: {a: b}}}
attempts:
  - {faults: [{ocsp: {delay: {by: 1s}}}], expect: {curl: {exit: 28}}}
  - wire: {update: {connections: 0}}
expect:
  curl: {exit: 56}
  "curl >=8.20.0": {exit: [7, 56], evidence: inferred}
  connector: {lasterror: 4294965196, stage: download}
  wget: {skip: it has no revocation check}
wire: {proxy: {connects: 1.., status: 407}, update: {connections: 0}}
)";

}  // namespace tetra::scenario
