#pragma once
#include "tests/wire/proxy/proxy_lab.hpp"

namespace tetra::test {

// What SOCKS clients send, made by hand, so that a mistake in the server's reader can not hide in
// both ends.
inline const std::string greeting("\5\1\0", 3);
inline const std::string greeting_with_login("\5\2\0\2", 4);
inline const std::string by_address4("\4\1\1\xbb\xc0\0\2\x0ame\0", 11);

inline std::string port_bytes(int port) {
  return {static_cast<char>(port >> 8), static_cast<char>(port & 0xff)};
}

inline std::string by_name(const std::string& host, int port) {
  return std::string("\5\1\0\3", 4) + static_cast<char>(host.size()) + host + port_bytes(port);
}
inline std::string by_name4(const std::string& host, int port) {
  return std::string("\4\1", 2) + port_bytes(port) + std::string("\0\0\0\1me\0", 7) + host + '\0';
}
inline std::string login(const std::string& user, const std::string& password) {
  return "\1" + std::string(1, static_cast<char>(user.size())) + user +
         static_cast<char>(password.size()) + password;
}

}  // namespace tetra::test
