#include <fmt/format.h>

#include <algorithm>

#include "engine/base/text.hpp"
#include "harness/judge/diagnosis.hpp"
#include "harness/judge/matching.hpp"

namespace tetra::judge {
namespace {

using scenario::Expectation;
using scenario::Matcher;
using scenario::Observed;

class Judging {
 public:
  Judging(const scenario::Scenario& scenario, const clients::Client& client,
          const std::string& version, const Observation& observation)
      : scenario_(scenario), client_(client), version_(version), observation_(observation) {}

  Verdict run() {
    verdict_.where = Place{scenario_.file, 1, 1};
    if (!observation_.broken.empty()) return conclude(Kind::broken, observation_.broken);
    if (const std::string unknown = unknown_probe(); !unknown.empty())
      return conclude(Kind::broken, unknown);
    if (observation_.attempts.size() < scenario_.attempts.size())
      return conclude(Kind::broken, "the cell ended before all attempts were made");
    compare_reports();
    if (auto ended = judge_endings()) return *ended;
    if (const std::string missing = missing_fault(); !missing.empty())
      return conclude(Kind::not_triggered, missing);
    verdict_.where = mismatch_at_;
    if (!mismatch_.empty())
      return conclude(success_ && any_acted() ? Kind::no_error : Kind::wrong_error, mismatch_);
    if (const std::string wire = wire_mismatch(); !wire.empty())
      return conclude(Kind::not_triggered, wire);
    return conclude(Kind::pass, "");
  }

 private:
  Verdict conclude(Kind kind, std::string reason) {
    verdict_.kind = kind;
    verdict_.reason = std::move(reason);
    return std::move(verdict_);
  }

  // Where the value is written.
  static Place place_of(const Matcher& matcher, const Place& otherwise) {
    const auto& written = matcher.alternatives();
    return written.empty() || written.front().where.line == 0 ? otherwise : written.front().where;
  }

  std::string key(std::size_t attempt, const std::string& probe) const {
    return scenario_.attempts.size() == 1 ? probe : fmt::format("{}.{}", attempt + 1, probe);
  }

  // A value under a name that the client has no probe for would always be "nothing".
  std::string unknown_probe() {
    for (std::size_t n = 0; n < scenario_.attempts.size(); ++n) {
      const Expectation* expectation = expectation_for(scenario_, n, client_.name, version_);
      if (expectation == nullptr) continue;
      for (const auto& [probe, matcher] : expectation->probes) {
        const auto wrong = clients::probe_mistake(client_, probe, expectation->where);
        if (!wrong) continue;
        verdict_.where = wrong->where;
        return fmt::format("{}:{}: {}; {}", wrong->where.file, wrong->where.line, wrong->what,
                           wrong->hint);
      }
    }
    return {};
  }

  void compare_reports() {
    for (std::size_t n = 0; n < scenario_.attempts.size(); ++n) {
      const Expectation* expectation = expectation_for(scenario_, n, client_.name, version_);
      const AttemptObservation& attempt = observation_.attempts[n];
      if (expectation == nullptr) continue;
      for (const auto& [probe, matcher] : expectation->probes) {
        const Observed observed = probe_value(attempt, probe);
        verdict_.expected[key(n, probe)] = matcher.written();
        verdict_.actual[key(n, probe)] = to_string(observed);
        if (matches(matcher, probe, observed, client_)) continue;
        if (mismatch_.empty()) {
          mismatch_at_ = place_of(matcher, expectation->where);
          mismatch_ = fmt::format("{}: expected {}, got {}", key(n, probe), matcher.written(),
                                  text::printable(to_string(observed), 160));
          success_ = claims_success(client_, attempt);
        }
      }
    }
  }

  std::optional<Verdict> judge_endings() {
    for (std::size_t n = 0; n < scenario_.attempts.size(); ++n) {
      const AttemptObservation& attempt = observation_.attempts[n];
      if (attempt.ended == Ended::exited) continue;
      const Expectation* expectation = expectation_for(scenario_, n, client_.name, version_);
      const bool asked =
          expectation != nullptr && expectation->probes.count("ends") != 0 &&
          matches(expectation->probes.at("ends"), "ends", probe_value(attempt, "ends"), client_);
      if (asked) continue;
      if (expectation != nullptr) verdict_.where = expectation->where;
      if (attempt.ended == Ended::timed_out)
        return conclude(Kind::timeout, fmt::format("killed after {:.0f} ms", attempt.client_ms));
      if (attempt.ended == Ended::crashed)
        return conclude(Kind::crashed, "a signal ended the client");
      return conclude(Kind::broken, "the client could not be started: " + attempt.err);
    }
    return std::nullopt;
  }

  bool any_acted() const {
    return std::any_of(observation_.faults.begin(), observation_.faults.end(),
                       [](const FaultObservation& fault) { return fault.acted > 0; });
  }

  std::string missing_fault() {
    const auto faults = numbered_faults(scenario_);
    for (const FaultObservation& fault : observation_.faults) {
      if (!fault.required) continue;
      if (fault.index < faults.size()) verdict_.where = faults[fault.index].use->where;
      if (fault.acted == 0)
        return fmt::format("fault {} (`{}` of {}) never acted", fault.index + 1, fault.id,
                           fault.service);
      if (!fault.idle_attempts.empty()) {
        return fmt::format("fault {} (`{}` of {}) did not act in attempt {}", fault.index + 1,
                           fault.id, fault.service, fmt::join(fault.idle_attempts, ", "));
      }
    }
    return {};
  }

  std::string wire_mismatch() {
    WireTally all;
    for (std::size_t n = 0; n < scenario_.attempts.size(); ++n) {
      const WireTally& seen = observation_.attempts[n].wire;
      merge(all, seen);
      if (auto wrong = wire_mismatch(scenario_.attempts[n].wire, seen); !wrong.empty())
        return fmt::format("attempt {}: {}", n + 1, wrong);
    }
    return wire_mismatch(scenario_.wire, all);
  }

  std::string wire_mismatch(const scenario::WireExpectations& wire, const WireTally& seen) {
    for (const auto& [service, metrics] : wire) {
      for (const auto& [metric, matcher] : metrics) {
        const std::vector<std::int64_t> values = wire_metric(seen, service, metric);
        const bool held = std::any_of(values.begin(), values.end(), [&](std::int64_t value) {
          return matcher.matches(metric, value);
        });
        if (held) continue;
        verdict_.where = place_of(matcher, Place{scenario_.file, 1, 1});
        return fmt::format("the wire shows {} {} {}, expected {}", service, metric,
                           fmt::join(values, ", "), matcher.written());
      }
    }
    return {};
  }

  const scenario::Scenario& scenario_;
  const clients::Client& client_;
  const std::string& version_;
  const Observation& observation_;
  Verdict verdict_;
  std::string mismatch_;
  Place mismatch_at_;
  bool success_ = false;
};

}  // namespace

std::string_view to_string(Kind kind) {
  switch (kind) {
    case Kind::pass:
      return "pass";
    case Kind::wrong_error:
      return "wrong-error";
    case Kind::no_error:
      return "no-error";
    case Kind::not_triggered:
      return "not-triggered";
    case Kind::timeout:
      return "timeout";
    case Kind::crashed:
      return "crashed";
    case Kind::skipped:
      return "skipped";
    case Kind::broken:
      return "broken";
    case Kind::measured:
      return "measured";
  }
  return "broken";
}

std::string to_string(const scenario::Observed& observed) {
  if (const auto* number = std::get_if<std::int64_t>(&observed)) return std::to_string(*number);
  if (const auto* text = std::get_if<std::string>(&observed)) return *text;
  return "nothing";
}

const scenario::Expectation* expectation_for(const scenario::Scenario& scenario,
                                             std::size_t attempt, const std::string& client,
                                             const std::string& version) {
  if (attempt < scenario.attempts.size()) {
    const auto own = scenario.attempts[attempt].expect.find(client);
    if (own != scenario.attempts[attempt].expect.end()) {
      if (const auto* found = own->second.for_version(version)) return found;
    }
  }
  const auto common = scenario.expect.find(client);
  return common == scenario.expect.end() ? nullptr : common->second.for_version(version);
}

Verdict judge(const scenario::Scenario& scenario, const clients::Client& client,
              const std::string& version, const Observation& observation) {
  return Judging(scenario, client, version, observation).run();
}

}  // namespace tetra::judge
