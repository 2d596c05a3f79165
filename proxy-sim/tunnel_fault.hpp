#pragma once
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "engine/fault/plan.hpp"
#include "engine/http/message.hpp"
#include "engine/wire/delivery.hpp"
#include "proxy-sim/inspection.hpp"

namespace tetra::proxy {

/// How the bytes of one direction of a tunnel go through it. The zero value passes them as they
/// come.
struct Direction {
  /// Flips bits of one byte; `acted` is told once the byte is passed on.
  struct Flip {
    std::uint64_t at = 0;
    unsigned char mask = 0;
    wire::Acted acted;
  };

  /// Positions count the direction's bytes from its start; a tunnel has no length, so only those
  /// from the start are ever met. A stop ends the whole tunnel: the receiver gets exactly the bytes
  /// before it and then the ending; see run_tunnel.
  wire::Delivery orders;
  std::vector<Flip> flips;
};

/// One tunnel before its first byte, for faults to change.
struct Tunnel {
  http::Response established;  ///< the 200; put `acted` into `on_head` when it is changed
  Direction down;              ///< origin to client
  Direction up;                ///< client to origin
  std::optional<Inspection>
      inspection;  ///< the proxy reads what passes; then the directions are not used
};

/// What is known of a tunnel once the proxy is connected to the origin.
struct TunnelContext {
  std::string_view host;  ///< of the CONNECT, lower case
  std::string_view port;
  std::string_view address;      ///< of the origin, `192.0.2.10:443`
  std::uint64_t connection = 0;  ///< nth connection to the proxy
};

/// What spoils a tunnel, asked once the origin is reached and before the client is told. Layer
/// `tunnel`, services `proxy` and `socks`.
class TunnelFault : public fault::Fault {
 public:
  virtual void on_tunnel(const TunnelContext& context, Tunnel& tunnel,
                         const wire::Acted& acted) = 0;
};

/// The words of a `direction` parameter.
enum class Toward { client, origin };
inline Direction& direction_of(Tunnel& tunnel, Toward toward) {
  return toward == Toward::client ? tunnel.down : tunnel.up;
}

}  // namespace tetra::proxy
