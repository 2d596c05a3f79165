#pragma once
#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/node.hpp"
#include "engine/base/quantity.hpp"

namespace tetra::fault {

/// What is known at a plan point. Numbers count from 1, per world and per service; what is not known yet is 0 or empty.
struct Context {
  std::uint64_t attempt = 0;     ///< nth attempt of the scenario
  std::uint64_t connection = 0;  ///< nth connection to the service
  std::uint64_t request = 0;     ///< nth request (or DNS query) to the service
  std::string_view path;         ///< of the request target
  std::string_view host;         ///< SNI, Host header or CONNECT target, lower case, without port
  std::string_view method;
  std::string_view name;         ///< DNS query name, lower case, without the final dot
  std::string_view type;         ///< DNS query type: `A`, `AAAA` …
  std::string_view address;      ///< the local address that the peer came to, without port
  std::string_view user_agent;
};

/// `when:`: every key given must hold. Texts are globs.
struct When {
  std::optional<Range> attempt, connection, request;
  std::optional<std::string> path, host, method, name, type, address, user_agent;
  bool holds(const Context& context) const;
};

/// When a fault fires: `when`, `times`, `every`, `after`, `for`, `probability` of a scenario's fault.
/// Of the occasions on which `when` holds, the first `after` are let pass, then every `every`th counts, at most `times` of them,
/// within `lasting` of the first occasion, each with that probability.
struct Trigger {
  When when;
  std::optional<std::uint64_t> times;
  std::uint64_t every = 1;
  std::uint64_t after = 0;
  std::optional<Duration> lasting;
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
  /// Whether it would fire for this context, without counting: for states (a closed door) and not occasions.
  bool would_fire(const Context& context, Duration now) const;

 private:
  Trigger trigger_;
  std::mt19937_64 chance_;
  std::uint64_t occasions_ = 0;
  std::uint64_t fired_ = 0;
  std::optional<Duration> first_;
};

}  // namespace tetra::fault
