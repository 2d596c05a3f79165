#pragma once
#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/journal/event.hpp"
#include "engine/scenario/matcher.hpp"
#include "harness/judge/wire_tally.hpp"

namespace tetra::judge {

/// How a client run ended, whatever it reported.
enum class Ended { exited, timed_out, crashed, not_started };
/// As `ends:` of an expectation writes it.
std::string_view to_string(Ended ended);

/// One event of the world, as text, for reports.
struct SeenEvent {
  double at_ms = 0;
  std::string service, kind;
  std::uint64_t connection = 0;
  std::vector<std::pair<std::string, std::string>> fields;
  std::uint64_t seq = 0;
  std::chrono::system_clock::time_point time{};

  template <class K>
  bool is() const {
    return kind == K::kind.word && (K::kind.service.empty() || service == K::kind.service);
  }
  /// The field's text; empty when it is not there, or when the event is of another kind.
  template <class K, class T>
  std::string text(T K::*member) const {
    return is<K>() ? text({journal::key_of(member), {}}) : std::string();
  }
  /// The field of that key, whatever kind the event is.
  std::string text(const journal::FieldKey& key) const;
};

/// The event with its fields as text.
SeenEvent seen(const journal::Event& event);

/// What one attempt gave: the client's report and what the lab's side of the wire saw meanwhile.
struct AttemptObservation {
  Ended ended = Ended::not_started;
  std::map<std::string, scenario::Observed>
      probes;            ///< `exit`, `stderr`, `lasterror` …; by the client file's names
  std::string out, err;  ///< for people; bounded
  double client_ms = 0;
  std::vector<SeenEvent>
      events;      ///< of this attempt, in order; only the newest when there were very many
  WireTally wire;  ///< of all events of this attempt
};

/// What became of one fault.
struct FaultObservation {
  std::size_t index = 0;
  std::string service, id;
  bool required = true;     ///< the verdict asks that it acted
  std::uint64_t acted = 0;  ///< over all attempts
  std::vector<std::size_t>
      idle_attempts;  ///< those, from 1, in which it should have acted and did not
};

/// All that is known of one case when its cell has ended.
struct Observation {
  std::vector<AttemptObservation> attempts;
  std::vector<FaultObservation> faults;
  std::string broken;         ///< the lab's own failure; empty when it worked
  std::string evidence_lost;  ///< what of the evidence could not be written; empty when all of it
                              ///< was, or none was wanted
  double duration_ms = 0;
};

}  // namespace tetra::judge
