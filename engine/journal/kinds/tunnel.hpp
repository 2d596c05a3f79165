#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "engine/journal/kinds/words.hpp"

namespace tetra::event {

using journal::Drawn;
using journal::Kind;

/// A proxy was asked for a tunnel.
struct Connect {
  std::optional<std::int64_t> version = std::nullopt;
  std::string authority;

  static constexpr Kind kind{
      .word = "connect",
      .en = "A proxy was asked to connect: HTTP CONNECT, or a SOCKS request.",
      .de = "Ein Proxy wurde um eine Verbindung gebeten: mit HTTP CONNECT oder per SOCKS.",
      .drawn = {
          .as = Drawn::As::from_peer, .text = "CONNECT {authority}", .part = Drawn::Part::connect}};
  template <class Each>
  static constexpr void fields(Each&& each) {
    each({"version", "of SOCKS: 4 or 5"}, &Connect::version);
    each({"authority", "the host and port to connect to"}, &Connect::authority);
  }
};

/// A proxy looked a name up.
struct Lookup {
  std::string name;
  std::string outcome;

  static constexpr Kind kind{
      .word = "lookup",
      .en = "A proxy looked up a name on behalf of its client.",
      .de = "Ein Proxy hat im Auftrag seines Clients einen Namen aufgelöst.",
      .drawn = {
          .text = "{name}: {outcome}", .part = Drawn::Part::resolution, .subject = key::name.name}};
  template <class Each>
  static constexpr void fields(Each&& each) {
    each(key::name, &Lookup::name);
    each({"outcome", "`found`, or why not"}, &Lookup::outcome);
  }
};

/// A tunnel was opened.
struct Tunnel {
  std::string authority;
  std::string address;

  static constexpr Kind kind{
      .word = "tunnel",
      .en = "A tunnel was opened: from here on bytes are passed on.",
      .de =
          "Ein Tunnel wurde geöffnet: Ab hier werden Bytes "
          "durchgereicht.",
      .drawn = {
          .text = "tunnel {address|authority}", .part = Drawn::Part::tunnel, .subject = "address"}};
  template <class Each>
  static constexpr void fields(Each&& each) {
    each({"authority", "the host and port that were asked for"}, &Tunnel::authority);
    each({"address", "the address and port that it leads to"}, &Tunnel::address);
  }
};

/// A tunnel ended.
struct TunnelEnd {
  std::int64_t up_bytes;
  std::int64_t down_bytes;
  std::string how;

  static constexpr Kind kind{
      .word = "tunnel-end",
      .en = "A tunnel ended.",
      .de = "Ein Tunnel wurde beendet.",
      .drawn = {.as = Drawn::As::ending,
                .text = "tunnel end: {how} ↑{up_bytes:bytes} ↓{down_bytes:bytes}",
                .subject = "how"}};
  template <class Each>
  static constexpr void fields(Each&& each) {
    each({"up_bytes", "bytes passed from the client to the origin"}, &TunnelEnd::up_bytes);
    each({"down_bytes", "bytes passed from the origin to the client"}, &TunnelEnd::down_bytes);
    each({"how", "`closed`, `cut` by a fault, `client-reset`, `client-left`, `origin-reset`"},
         &TunnelEnd::how);
  }
};

/// A proxy could not reach the origin.
struct GatewayError {
  std::string authority;
  std::string why;

  static constexpr Kind kind{.word = "gateway-error",
                             .en = "A proxy could not reach the server that it was to ask.",
                             .de =
                                 "Ein Proxy konnte den Server nicht erreichen, den er fragen "
                                 "sollte."};
  template <class Each>
  static constexpr void fields(Each&& each) {
    each({"authority", "the host and port of that server"}, &GatewayError::authority);
    each({"why",
          "`unresolvable`, `lookup-timed-out`, `refused`, `timed-out`, `no-route`, `broken-off`"},
         &GatewayError::why);
  }
};

}  // namespace tetra::event
