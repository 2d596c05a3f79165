#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace tetra::socks {

/// How far reading one message came.
enum class Reading { incomplete, malformed, complete };

/// A message read from the start of some bytes; `used` of them when it is complete.
template <class Message>
struct Read {
  Reading reading = Reading::incomplete;
  Message message{};
  std::size_t used = 0;
};

/// SOCKS5: the methods that the client offers, one byte each (RFC 1928 section 3).
struct Greeting {
  std::string methods;
  bool offers(unsigned char method) const {
    return methods.find(static_cast<char>(method)) != std::string::npos;
  }
};

/// User name and password (RFC 1929 section 2). SOCKS4 has the user alone.
struct Login {
  std::string user, password;
};

/// What the client wants (RFC 1928 section 4; the SOCKS4 and 4A memos).
struct Request {
  int version = 5;
  unsigned char command = 0;  ///< 1: CONNECT
  bool known_address = true;  ///< false: an address type that RFC 1928 does not have
  std::string host;           ///< a name in lower case as it was sent, or an address as text
  std::uint16_t port = 0;
  std::string user;  ///< SOCKS4's user id
};

/// Each is bounded: no message has more than 770 bytes, and what can't become one is `malformed` at
/// the first byte that says so.
Read<Greeting> read_greeting(std::string_view bytes);
Read<Login> read_login(std::string_view bytes);
Read<Request> read_request5(std::string_view bytes);
Read<Request> read_request4(std::string_view bytes);

/// Whether a host may be looked up: an address, or letters, digits, dashes, dots and underscores,
/// at most 253.
bool is_plausible_host(std::string_view host);

}  // namespace tetra::socks
