#pragma once
#include <cstdint>
#include <deque>
#include <optional>
#include <random>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/header_field.hpp"
#include "engine/base/node.hpp"
#include "engine/base/quantity.hpp"

namespace tetra::fault {

/// What is known at a plan point. Numbers count from 1, per world and per service; what is not
/// known yet is 0 or empty.
struct Context {
  std::uint64_t attempt = 0;     ///< nth attempt of the scenario
  std::uint64_t connection = 0;  ///< nth connection to the service
  std::uint64_t request = 0;     ///< nth request (or DNS query) to the service
  std::uint64_t sent = 0;        ///< bytes of bodies that the service has sent before
  std::string_view path;         ///< of the request target
  std::string_view host;         ///< SNI, Host header or CONNECT target, lower case, without port
  std::string_view method;
  std::string_view name;     ///< DNS query name, lower case, without the final dot
  std::string_view type;     ///< DNS query type: `A`, `AAAA` …
  std::string_view address;  ///< the local address that the peer came to, without port
  std::string_view user_agent;
  std::span<const HeaderField> header;  ///< of the request
};

/// `when:`: every key given must hold. Texts are globs; `header` is the name of a field that the
/// request has, or `Name: glob`.
struct When {
  std::optional<Range> attempt, connection, request, sent;
  std::optional<std::string> path, host, method, name, type, address, user_agent, header;
  bool holds(const Context& context) const;
};

/// `above: 5/s`: what comes while so many occasions of the last `window` were let through. Those
/// that it hits are not counted, so that the rate itself always gets through.
struct Rate {
  std::uint64_t occasions = 1;
  Duration window{};
  friend bool operator==(const Rate&, const Rate&) = default;
};
/// `5/s`, `5/m`, `5/h`, or with a duration: `5/30s`.
Result<Rate> parse_rate(std::string_view text, const Place& where = {});

/// When a fault fires: `when`, `above`, `times`, `every`, `after`, `for`, `until`, `probability` of
/// a scenario's fault. Of the occasions on which `when` holds and that are above the rate, the
/// first `after` are let pass, then every `every`th counts, at most `times` of them, within
/// `lasting` of the first occasion and before `until`, each with that probability.
struct Trigger {
  When when;
  std::optional<Rate> above;
  std::optional<std::uint64_t> times;
  std::uint64_t every = 1;
  std::uint64_t after = 0;
  std::optional<Duration> lasting;
  std::optional<Duration> until;  ///< since the world was ready
  double probability = 1;
};

/// The trigger keys of a fault entry, for the loader and the schema.
const std::vector<std::string>& trigger_keys();
const std::vector<std::string>& when_keys();
/// Reads the trigger keys of a fault entry (a map); other keys are the caller's business.
Result<Trigger> read_trigger(const Node& entry);

/// One trigger's memory in one world.
class TriggerState {
 public:
  TriggerState(Trigger trigger, std::uint64_t seed) : trigger_(std::move(trigger)), chance_(seed) {}
  /// Asked once an occasion; counts it. `now` is time since the world was ready.
  bool fires(const Context& context, Duration now);
  /// Whether it would fire for this context, without counting: for states (a closed door) and not
  /// occasions.
  bool would_fire(const Context& context, Duration now) const;

 private:
  bool over_rate(Duration now) const;

  Trigger trigger_;
  std::mt19937_64 chance_;
  std::uint64_t occasions_ = 0;
  std::uint64_t fired_ = 0;
  std::optional<Duration> first_;
  std::deque<Duration> let_through_;  // of `above`, the latest; as many as the rate at most
};

}  // namespace tetra::fault
