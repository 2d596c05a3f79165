#pragma once
#include <cstdint>
#include <string>

#include "engine/journal/kinds/words.hpp"

namespace tetra::event {

using journal::Drawn;
using journal::Kind;

/// The first message of a SOCKS5 client.
struct SocksGreeting {
  std::int64_t methods;

  static constexpr Kind kind{
      .word = "greeting",
      .en = "A SOCKS5 client said which ways of logging in it knows.",
      .de = "Ein SOCKS5-Client hat mitgeteilt, welche Anmeldeverfahren er kennt.",
      .service = "socks",
      .drawn = {.as = Drawn::As::from_peer, .text = "greeting {*}"}};
  template <class Each>
  static constexpr void fields(Each&& each) {
    each({"methods", "how many methods it offers"}, &SocksGreeting::methods);
  }
};

/// A user name and a password came (RFC 1929).
struct SocksLogin {
  std::string user;

  static constexpr Kind kind{.word = "login",
                             .en = "A SOCKS5 client sent a user name and a password.",
                             .de = "Ein SOCKS5-Client hat Benutzernamen und Passwort gesendet.",
                             .service = "socks"};
  template <class Each>
  static constexpr void fields(Each&& each) {
    each({"user", "the user name; passwords are never written down"}, &SocksLogin::user);
  }
};

/// A SOCKS server's message.
struct SocksAnswer {
  std::string message;
  std::int64_t code;

  static constexpr Kind kind{.word = word::answer,
                             .en = "The SOCKS server sends an answer.",
                             .de = "Der SOCKS-Server sendet eine Antwort.",
                             .service = "socks",
                             .drawn = {.as = Drawn::As::to_peer, .text = "{message} {code}"}};
  template <class Each>
  static constexpr void fields(Each&& each) {
    each({"message", "which one: `method`, `auth` or `reply`"}, &SocksAnswer::message);
    each({"code", "its code: RFC 1928, RFC 1929, or SOCKS4's 90 to 93"}, &SocksAnswer::code);
  }
};

/// Bytes that are not SOCKS.
struct SocksMalformed {
  static constexpr Kind kind{.word = word::malformed,
                             .en = "A message came that is not SOCKS.",
                             .de = "Eine Nachricht kam an, die nicht SOCKS ist.",
                             .service = "socks"};
  template <class Each>
  static constexpr void fields(Each&&) {}
};

}  // namespace tetra::event
