#pragma once
#include <optional>
#include <string>

#include "engine/journal/kinds/words.hpp"

namespace tetra::event {

using journal::Drawn;
using journal::Kind;

/// A TCP connection was accepted.
struct Connection {
  std::string from;
  std::optional<std::string> to = std::nullopt;

  static constexpr Kind kind{.word = "connection",
                             .en = "A TCP connection was accepted.",
                             .de = "Eine TCP-Verbindung wurde angenommen.",
                             .drawn = {.as = Drawn::As::from_peer,
                                       .text = "TCP #{#} {to}",
                                       .part = Drawn::Part::arrival,
                                       .subject = "to"}};
  template <class Each>
  static constexpr void fields(Each&& each) {
    each(key::from, &Connection::from);
    each({"to", "the address and port that it came to"}, &Connection::to);
  }
};

/// A SYN came to a door that does not open.
struct Syn {
  std::string from;
  std::string to;

  static constexpr Kind kind{
      .word = "syn",
      .en = "A SYN came to an address that refuses or swallows connections.",
      .de = "Ein SYN kam an einer Adresse an, die Verbindungen abweist oder verschluckt.",
      .drawn = {.as = Drawn::As::from_peer,
                .text = "TCP SYN {to}",
                .look = Drawn::Look::dashed,
                .part = Drawn::Part::arrival,
                .subject = "to"}};
  template <class Each>
  static constexpr void fields(Each&& each) {
    each(key::from, &Syn::from);
    each({"to", "the address and port that it was for"}, &Syn::to);
  }
};

/// A connection ended.
struct End {
  std::string how;

  static constexpr Kind kind{
      .word = "end",
      .en = "The service ended the connection, or saw that the peer had ended it.",
      .de =
          "Der Dienst hat die Verbindung beendet oder bemerkt, dass die Gegenseite sie beendet "
          "hat.",
      .drawn = {.as = Drawn::As::ending, .text = "close: {how}", .subject = "how"}};
  template <class Each>
  static constexpr void fields(Each&& each) {
    each({"how",
          "`clean`, `truncated`, `reset`, `reset-after-delivery`, `silent`, `cut`, or what "
          "the peer did: `peer-closed`, `peer-cut`, `not-http2`"},
         &End::how);
  }
};

/// A ClientHello came.
struct Hello {
  std::string server_name;

  static constexpr Kind kind{.word = "hello",
                             .en = "A TLS ClientHello came.",
                             .de = "Ein TLS-ClientHello kam an.",
                             .drawn = {.as = Drawn::As::from_peer,
                                       .text = "ClientHello {server_name}",
                                       .part = Drawn::Part::hello}};
  template <class Each>
  static constexpr void fields(Each&& each) {
    each({"server_name", "the name in its server_name extension (SNI); empty: none"},
         &Hello::server_name);
  }
};

/// A TLS handshake was completed.
struct Handshake {
  std::string version;

  static constexpr Kind kind{.word = "handshake",
                             .en = "A TLS handshake was completed.",
                             .de = "Ein TLS-Handshake wurde abgeschlossen.",
                             .drawn = {.as = Drawn::As::to_peer, .text = "{version} ✓"}};
  template <class Each>
  static constexpr void fields(Each&& each) {
    each({"version", "`TLSv1.3`"}, &Handshake::version);
  }
};

/// A TLS handshake failed.
struct HandshakeFailed {
  std::string reason;

  static constexpr Kind kind{
      .word = "handshake-failed",
      .en = "A TLS handshake failed.",
      .de = "Ein TLS-Handshake ist gescheitert.",
      .drawn = {.as = Drawn::As::from_peer, .text = "TLS ✕ {reason}", .look = Drawn::Look::close}};
  template <class Each>
  static constexpr void fields(Each&& each) {
    each({"reason", "the alert that the peer sent, or what went wrong here"},
         &HandshakeFailed::reason);
  }
};

}  // namespace tetra::event
