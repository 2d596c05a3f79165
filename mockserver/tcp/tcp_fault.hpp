#pragma once
#include <optional>
#include <string>

#include "engine/fault/plan.hpp"
#include "engine/wire/details.hpp"
#include "engine/wire/packet_loss.hpp"
#include "engine/wire/shape.hpp"

/// What faults of TCP say of the moment at which they acted.
namespace tetra::detail {
inline const journal::Detail<std::int64_t> icmp_code{
    "icmp_code", "the code of the ICMP destination unreachable that was sent"};
inline const journal::Detail<std::int64_t> segments{
    "segments", "how many segments of the connection were lost until then"};
inline const journal::Detail<std::int64_t> peers{"peers", "how many other peers came"};
}  // namespace tetra::detail

namespace tetra::tcp {

/// How a service's door stands, per local address.
struct Door {
  enum class State {
    open,
    shut,
    mute
  };  ///< listening; not listening (RST to a SYN); listening but every SYN is dropped
  State state = State::open;
  /// A mute door whose SYNs are answered with ICMP destination unreachable of that code (RFC 792;
  /// RFC 4443 for IPv6's).
  std::optional<std::uint8_t> icmp;
  std::optional<wire::PacketLoss> loss;  ///< of an open door's connections
};

/// What happens to a connection right after accept. The zero value hands it to the protocol.
struct Welcome {
  wire::Acted lost;  ///< told when a segment of this connection was really lost
  std::function<bool()>
      turn;  ///< asked again and again: only once it is true the connection is taken
  std::optional<Duration> delay;             ///< before anything else
  std::optional<std::string> banner;         ///< bytes sent before anything is read
  bool read_first = false;                   ///< waits for the peer's first bytes before `end`
  std::optional<wire::Ending> end;           ///< ends it here; no protocol
  std::vector<wire::Acted> acted;            ///< told when the above happens
  wire::Shape shape;                         ///< of all that the protocol reads and writes
  std::vector<std::shared_ptr<void>> stays;  ///< kept until the connection is over
};

/// Other peers of a service, made by the world itself: they come when an attempt begins and leave
/// when it ends.
struct Peers {
  enum class Doing {
    idle,       ///< connected, and silent
    drip,       ///< the first byte of a request, then one more every 100 ms
    request,    ///< one whole request and answer each, before the client comes
    download,   ///< one request each, answered while the client is there
    handshake,  ///< a new connection and handshake, again and again
  };
  std::size_t count = 0;
  Doing doing = Doing::idle;
  std::string path = "/";
  wire::Acted acted;  ///< told when all of them are in place
};

/// A fault overrides the moment that it spoils.
class Fault : public fault::Fault {
 public:
  /// Before anybody comes; only for faults registered as `standing`. Asked again whenever a
  /// connection has come or gone.
  virtual void on_door(Door& /*door*/) {}
  /// A peer knocked at a door that this fault keeps shut or mute: there is nothing to change, only
  /// to report.
  virtual void on_knock(const wire::Acted& /*acted*/) {}
  virtual void on_accept(Welcome& /*welcome*/, const wire::Acted& /*acted*/) {}
  /// An attempt begins: who else is there.
  virtual void on_crowd(std::vector<Peers>& /*crowd*/, const wire::Acted& /*acted*/) {}
};

/// The services that are reached over TCP: for `Info::services` of TCP faults.
inline const std::vector<std::string_view> every_tcp_service{"update", "ocsp",  "crl",
                                                             "proxy",  "socks", "pac"};

}  // namespace tetra::tcp
