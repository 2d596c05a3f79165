#pragma once
#include <optional>
#include <string>

#include "engine/fault/plan.hpp"

namespace tetra::tcp {

/// How a service's door stands, per local address.
struct Door {
  enum class State { open, shut, mute };  ///< listening; not listening (RST to a SYN); listening but every SYN is dropped
  State state = State::open;
};

/// What happens to a connection right after accept. The zero value hands it to the protocol.
struct Welcome {
  std::optional<Duration> delay;          ///< before anything else
  std::optional<std::string> banner;      ///< bytes sent before anything is read
  bool read_first = false;                ///< waits for the peer's first bytes before `end`
  std::optional<wire::Ending> end;        ///< ends it here; no protocol
  std::vector<wire::Acted> acted;         ///< told when the above happens
};

/// A fault overrides the moment that it spoils.
class Fault : public fault::Fault {
 public:
  /// Before anybody comes; only for faults registered as `standing`.
  virtual void on_door(Door& /*door*/) {}
  /// A peer knocked at a door that this fault keeps shut or mute: there is nothing to change, only to report.
  virtual void on_knock(const wire::Acted& /*acted*/) {}
  virtual void on_accept(Welcome& /*welcome*/, const wire::Acted& /*acted*/) {}
};

/// The services that are reached over TCP: for `Info::services` of TCP faults.
inline const std::vector<std::string_view> every_tcp_service{"update", "ocsp", "crl", "proxy", "socks", "pac"};

}  // namespace tetra::tcp
