#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "engine/base/quantity.hpp"
#include "engine/base/text.hpp"
#include "harness/judge/occasions.hpp"

namespace tetra::judge {
namespace {

using scenario::FaultUse;

std::string counted(std::size_t n, const Noun& noun) {
  return fmt::format("{} {}", n, n == 1 ? noun.one : noun.many);
}

std::string plural(const std::string& word) {
  return word == "query" ? "queries" : word + "s";
}

std::string some_of(const std::set<std::string>& texts) {
  constexpr std::size_t most = 3;
  std::vector<std::string> named;
  for (const std::string& text : texts) {
    if (named.size() < most) named.push_back("`" + text::printable(text, 80) + "`");
  }
  std::string all = text::join(named, ", ");
  if (texts.size() > most) all += fmt::format(" and {} more", texts.size() - most);
  return all;
}

// Why one trigger never fired on the occasions that there were.
class Inquiry {
 public:
  Inquiry(const FaultUse& use, const std::vector<Occasion>& occasions)
      : trigger_(use.trigger),
        occasions_(occasions),
        noun_(occasion_noun(use)),
        asks_name_of_certificate_(use.entry->info.layer == "ocsp") {}

  std::string answer() const {
    for (const std::string& unmet :
         {range("attempt", trigger_.when.attempt, &Occasion::attempt),
          range("connection", trigger_.when.connection, &Occasion::connection),
          range(noun_.one == "query" ? "query" : "request", trigger_.when.request,
                &Occasion::request),
          text("path", trigger_.when.path), text("host", trigger_.when.host),
          text("method", trigger_.when.method),
          text("name", asks_name_of_certificate_ ? std::nullopt : trigger_.when.name),
          text("type", trigger_.when.type), text("address", trigger_.when.address),
          text("user-agent", trigger_.when.user_agent)}) {
      if (!unmet.empty()) return unmet;
    }
    const auto met = meeting();
    if (met.empty())
      return fmt::format(
          "what `when` asks held singly, but never together in the {} that there were",
          counted(occasions_.size(), noun_));
    return not_due(met);
  }

 private:
  std::string range(const std::string& key, const std::optional<Range>& asked,
                    std::uint64_t Occasion::*number) const {
    if (!asked || std::any_of(occasions_.begin(), occasions_.end(), [&](const Occasion& one) {
          return one.*number == 0 || asked->contains(one.*number);
        }))
      return {};
    std::uint64_t first = UINT64_MAX, last = 0;
    for (const Occasion& one : occasions_) {
      first = std::min(first, one.*number);
      last = std::max(last, one.*number);
    }
    if (asked->first > last)
      return fmt::format("asked for {} {}, the service saw {}", key, to_string(*asked),
                         counted(last, {key, plural(key)}));
    return fmt::format(
        "asked for {} {}, what came were {}", key, to_string(*asked),
        first == last ? fmt::format("only {}", first) : fmt::format("{} to {}", first, last));
  }

  std::string text(const std::string& key, const std::optional<std::string>& pattern) const {
    if (!pattern) return {};
    std::set<std::string> seen;
    for (const Occasion& one : occasions_) {
      const auto value = one.texts.find(key);
      if (value == one.texts.end() || text::glob(*pattern, value->second)) return {};
      seen.insert(value->second);
    }
    return fmt::format("{} `{}` never came; what came was {}", key, *pattern, some_of(seen));
  }

  // The occasions on which all of `when` held.
  std::vector<const Occasion*> meeting() const {
    std::vector<const Occasion*> met;
    for (const Occasion& one : occasions_) {
      const auto known = [&](const char* key, const std::optional<std::string>& pattern) {
        return one.texts.contains(key) ? one.texts.at(key) : pattern.value_or("");
      };
      const fault::When& when = trigger_.when;
      const auto holds_text = [&](const char* key, const std::optional<std::string>& pattern) {
        return !pattern || !one.texts.contains(key) || text::glob(*pattern, known(key, pattern));
      };
      const auto holds_range = [](const std::optional<Range>& asked, std::uint64_t n) {
        return !asked || n == 0 || asked->contains(n);
      };
      if (holds_range(when.attempt, one.attempt) && holds_range(when.connection, one.connection) &&
          holds_range(when.request, one.request) && holds_text("path", when.path) &&
          holds_text("host", when.host) && holds_text("method", when.method) &&
          holds_text("name", when.name) && holds_text("type", when.type) &&
          holds_text("address", when.address) && holds_text("user-agent", when.user_agent)) {
        met.push_back(&one);
      }
    }
    return met;
  }

  std::string not_due(const std::vector<const Occasion*>& met) const {
    if (trigger_.when.header)
      return fmt::format("asked for the header field `{}`; of {} none is known to have had it",
                         *trigger_.when.header, counted(met.size(), noun_));
    const std::string there_were =
        fmt::format("there {} {}", met.size() == 1 ? "was" : "were", counted(met.size(), noun_));
    if (trigger_.when.sent)
      return fmt::format("asked for `sent: {}` bytes; {}, and so much was not sent before",
                         to_string(*trigger_.when.sent), there_were);
    if (trigger_.above)
      return fmt::format("its rate of {} in {} was never exceeded: {}", trigger_.above->occasions,
                         tetra::to_string(trigger_.above->window), there_were);
    if (met.size() <= trigger_.after)
      return fmt::format("the first {} pass by `after`, and {}", trigger_.after, there_were);
    if (met.size() - trigger_.after < trigger_.every)
      return fmt::format("only one in {} is meant by `every`, and {}", trigger_.every, there_were);
    if (trigger_.until &&
        met.front()->at_ms >= static_cast<double>(trigger_.until->count()) / 1e6) {
      return fmt::format("its time was over after {}, and the first {} came at {:.0f} ms",
                         tetra::to_string(*trigger_.until), noun_.one, met.front()->at_ms);
    }
    if (trigger_.probability < 1)
      return fmt::format("by its probability of {} it fell on none: {}", trigger_.probability,
                         there_were);
    return fmt::format(
        "its trigger was met ({}), but the client was gone before it got the deviation, or there "
        "was nothing to spoil",
        there_were);
  }

  const fault::Trigger& trigger_;
  const std::vector<Occasion>& occasions_;
  Noun noun_;
  bool asks_name_of_certificate_;  // which no event of a request tells
};

std::string in_attempts(const std::vector<std::size_t>& attempts) {
  return attempts.empty() ? "" : fmt::format(" in attempt {}", fmt::join(attempts, ", "));
}

std::string why_idle(const scenario::Scenario& scenario, const FaultUse& use,
                     const Observation& observation, const std::vector<std::size_t>& attempts) {
  if (!scenario::leads_to(scenario.route, use.service)) {
    return fmt::format("`{}` is not in this client's way: the route is {}", use.service,
                       scenario::to_string(scenario.route));
  }
  const auto occasions = occasions_of(use, observation, attempts);
  if (!occasions.empty()) return Inquiry(use, occasions).answer();
  const Noun noun = occasion_noun(use);
  const std::size_t connections = connections_to(use.service, observation, attempts);
  if (connections == 0)
    return fmt::format("nobody came to `{}`{}", use.service, in_attempts(attempts));
  return fmt::format("`{}` saw {}{} and no {}", use.service,
                     counted(connections, {"connection", "connections"}), in_attempts(attempts),
                     noun.one == "connection" ? "ClientHello" : noun.one);
}

}  // namespace

std::vector<NumberedFault> numbered_faults(const scenario::Scenario& scenario) {
  std::vector<NumberedFault> all;
  for (const FaultUse& use : scenario.faults) all.push_back({&use, 0});
  for (std::size_t n = 0; n < scenario.attempts.size(); ++n) {
    for (const FaultUse& use : scenario.attempts[n].faults) all.push_back({&use, n + 1});
  }
  return all;
}

std::vector<IdleFault> idle_faults(const scenario::Scenario& scenario,
                                   const Observation& observation) {
  const auto faults = numbered_faults(scenario);
  std::vector<IdleFault> all;
  for (const FaultObservation& fault : observation.faults) {
    if ((fault.acted > 0 && fault.idle_attempts.empty()) || fault.index >= faults.size()) continue;
    const NumberedFault& numbered = faults[fault.index];
    std::vector<std::size_t> attempts =
        fault.acted > 0 ? fault.idle_attempts : std::vector<std::size_t>();
    if (numbered.attempt != 0) attempts = {numbered.attempt};
    all.push_back({fault.index, why_idle(scenario, *numbered.use, observation, attempts)});
  }
  return all;
}

}  // namespace tetra::judge
