#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/node.hpp"
#include "engine/fault/catalog.hpp"
#include "engine/fault/trigger.hpp"
#include "engine/scenario/matcher.hpp"
#include "engine/scenario/words.hpp"

namespace tetra::scenario {

/// A text for people in the languages that the lab speaks. `de` falls back to `en`.
struct Text {
  std::string en, de;
  const std::string& in(std::string_view language) const {
    return language == "de" && !de.empty() ? de : en;
  }
};

/// One entry of `faults:`.
struct FaultUse {
  std::string service;                           ///< `dns`, `update`, …
  const fault::Catalog::Entry* entry = nullptr;  ///< lives as long as the program
  Node parameters;                               ///< as written; null when none
  fault::Trigger trigger;
  bool optional = false;  ///< `optional: true`: the verdict does not ask that it acted
  Place where;
};

/// What one client must report: a matcher per probe name (`exit`, `stderr`, `lasterror`, `stage`
/// …).
struct Expectation {
  std::map<std::string, Matcher> probes;
  std::string skip;                  ///< reason for never running this client here; empty: run
  std::optional<Evidence> evidence;  ///< a mark of its own when it differs from the scenario's
  Place where;
};

/// Expectations of one client: the plain one and those for version ranges (`curl >=8.20.0: {…}`).
struct ClientExpectations {
  std::optional<Expectation> plain;
  struct ForVersions {
    std::string op;  ///< `<`, `<=`, `>`, `>=`, `==`
    std::string version;
    Expectation expectation;
  };
  std::vector<ForVersions> ranged;
  /// The first range that holds the version, else the plain one, else nullptr. Versions compare by
  /// their dotted numbers.
  const Expectation* for_version(std::string_view version) const;
};
using Expectations = std::map<std::string, ClientExpectations>;

/// `wire:`: what the lab's own side must have seen, per service and metric (`connections`,
/// `requests`, `queries`, `connects`, `status` …).
using WireExpectations = std::map<std::string, std::map<std::string, Matcher>>;

/// One run of a client within a scenario.
struct Attempt {
  std::vector<FaultUse> faults;   ///< in force during this attempt only
  Expectations expect;            ///< over the scenario's, client by client
  WireExpectations wire;          ///< counted over this attempt only
  Duration pause{0};              ///< between the end of the attempt before and this one
  std::optional<Duration> clock;  ///< over the scenario's
};

/// Whether a client on this route can come to the service at all. On `pac` it may come to each: a
/// script says where it goes.
bool leads_to(Route route, std::string_view service);

/// What the endpoint gives the proxy: nothing, what the proxy accepts, or something else.
struct Login {
  enum class Kind { none, right, wrong, given };
  Kind kind = Kind::none;
  std::string user, password;  ///< of `given`
};
/// The kinds that are one word.
inline constexpr WordTable<Login::Kind, 3> table_of(Login::Kind) {
  return {
      {{Login::Kind::none, "none"}, {Login::Kind::right, "right"}, {Login::Kind::wrong, "wrong"}}};
}

/// A word of `options:`: what the client is told to do besides fetching.
struct Option {
  std::string word;
  Place where;
};

/// One named failure, as data. Everything has its default when the YAML is silent.
struct Scenario {
  std::string id;
  std::string file;        ///< where it was read from
  Place where;             ///< of its id; the file's beginning when the file's name is the id
  bool in_family = false;  ///< it is a member of the family in its file
  Text title, explain;
  std::optional<Stage> stage;
  Evidence evidence = Evidence::synthetic;
  std::vector<std::string> catalogue;  ///< rows of the failure catalogue that it covers
  Route route = Route::direct;
  Login login;
  std::string server = "https://tetra-defs.amp.cisco.com";  ///< the policy's update server: scheme,
                                                            ///< host, optional port
  std::string
      get;  ///< what single-request clients fetch: a path, or `{payload}` (the largest file),
            ///< `{manifest}`, `{versions}`; empty: what the faults on `update` are about
  Definitions definitions = Definitions::small;
  std::map<std::string, std::string>
      policy;  ///< `conn/ssl` switches for the connector: `crlc`, `verifypeer`, `verifyhost`
  Duration timeout =
      std::chrono::seconds(10);  ///< a client's own patience; the harness kills it 5 s later
  std::vector<Option> options;   ///< a client whose file lacks one of them is skipped
  Duration clock{
      0};  ///< by how much the endpoint's clock is ahead of the world's; negative: behind
  bool installed =
      false;  ///< the endpoint starts with the current definitions' predecessor already in use
  std::optional<std::uint64_t>
      disk;                       ///< bytes that the client can still write before its disk is full
  bool locked = false;            ///< what new definitions would replace can't be replaced
  std::vector<FaultUse> faults;   ///< in force during all attempts
  std::vector<Attempt> attempts;  ///< at least one
  Expectations expect;
  WireExpectations wire;
  Node source;  ///< the merged document, for `show` and evidence
};

}  // namespace tetra::scenario
