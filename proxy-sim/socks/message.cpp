#include "proxy-sim/socks/message.hpp"

#include <algorithm>
#include <boost/asio/ip/address.hpp>

#include "engine/base/text.hpp"

namespace tetra::socks {
namespace {

namespace ip = boost::asio::ip;

constexpr std::size_t longest_user = 255;
constexpr std::size_t longest_name = 255;

unsigned char byte_at(std::string_view bytes, std::size_t at) {
  return static_cast<unsigned char>(bytes[at]);
}
std::uint16_t port_at(std::string_view bytes, std::size_t at) {
  return static_cast<std::uint16_t>(byte_at(bytes, at) << 8 | byte_at(bytes, at + 1));
}

template <class Bytes>
Bytes address_bytes(std::string_view bytes, std::size_t at) {
  Bytes raw;
  for (std::size_t i = 0; i < raw.size(); ++i) raw[i] = byte_at(bytes, at + i);
  return raw;
}

template <class Message>
Read<Message> malformed() {
  return {Reading::malformed, {}, 0};
}

// A text of at most `most` bytes up to a zero byte, which is not part of it.
Read<std::string> read_zero_ended(std::string_view bytes, std::size_t from, std::size_t most) {
  const std::size_t zero = bytes.find('\0', from);
  if (zero == std::string_view::npos)
    return {bytes.size() - from > most ? Reading::malformed : Reading::incomplete, {}, 0};
  if (zero - from > most) return malformed<std::string>();
  return {Reading::complete, std::string(bytes.substr(from, zero - from)), zero + 1 - from};
}

}  // namespace

Read<Greeting> read_greeting(std::string_view bytes) {
  if (!bytes.empty() && bytes[0] != 5) return malformed<Greeting>();
  if (bytes.size() < 2) return {};
  const std::size_t count = byte_at(bytes, 1);
  if (bytes.size() < 2 + count) return {};
  return {Reading::complete, Greeting{std::string(bytes.substr(2, count))}, 2 + count};
}

Read<Login> read_login(std::string_view bytes) {
  if (!bytes.empty() && bytes[0] != 1) return malformed<Login>();
  if (bytes.size() < 2) return {};
  const std::size_t user = byte_at(bytes, 1);
  if (bytes.size() < 3 + user) return {};
  const std::size_t password = byte_at(bytes, 2 + user);
  if (bytes.size() < 3 + user + password) return {};
  return {Reading::complete,
          Login{std::string(bytes.substr(2, user)), std::string(bytes.substr(3 + user, password))},
          3 + user + password};
}

Read<Request> read_request5(std::string_view bytes) {
  if (!bytes.empty() && bytes[0] != 5) return malformed<Request>();
  if (bytes.size() < 5) return {};
  Read<Request> read;
  Request& request = read.message;
  request.command = byte_at(bytes, 1);
  const int type = byte_at(bytes, 3);
  request.known_address = type == 1 || type == 3 || type == 4;
  if (!request.known_address) {  // its length is unknown: what came is all that there is to say
    read.reading = Reading::complete;
    read.used = bytes.size();
    return read;
  }
  const std::size_t start = type == 3 ? 5 : 4;
  const std::size_t length = type == 1 ? 4 : type == 4 ? 16 : byte_at(bytes, 4);
  if (bytes.size() < start + length + 2) return read;
  if (type == 1)
    request.host =
        ip::address_v4(address_bytes<ip::address_v4::bytes_type>(bytes, start)).to_string();
  if (type == 4)
    request.host =
        ip::address_v6(address_bytes<ip::address_v6::bytes_type>(bytes, start)).to_string();
  if (type == 3) request.host = text::lower(bytes.substr(start, length));
  request.port = port_at(bytes, start + length);
  read.reading = Reading::complete;
  read.used = start + length + 2;
  return read;
}

Read<Request> read_request4(std::string_view bytes) {
  if (!bytes.empty() && bytes[0] != 4) return malformed<Request>();
  if (bytes.size() < 9) return {};
  Read<Request> read;
  Request& request = read.message;
  request.version = 4;
  request.command = byte_at(bytes, 1);
  request.port = port_at(bytes, 2);
  const auto address = address_bytes<ip::address_v4::bytes_type>(bytes, 4);
  const Read<std::string> user = read_zero_ended(bytes, 8, longest_user);
  read.reading = user.reading;
  if (user.reading != Reading::complete) return read;
  request.user = user.message;
  read.used = 8 + user.used;
  request.host = ip::address_v4(address).to_string();
  // 4A: an address 0.0.0.x, x not 0, says that a name follows behind the user.
  if (address[0] != 0 || address[1] != 0 || address[2] != 0 || address[3] == 0) return read;
  const Read<std::string> name = read_zero_ended(bytes, read.used, longest_name);
  read.reading = name.reading;
  if (name.reading != Reading::complete) return read;
  request.host = text::lower(name.message);
  read.used += name.used;
  return read;
}

bool is_plausible_host(std::string_view host) {
  boost::system::error_code no_address;
  ip::make_address(std::string(host), no_address);
  if (!no_address) return true;
  return !host.empty() && host.size() <= 253 &&
         host.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-._") ==
             std::string_view::npos;
}

}  // namespace tetra::socks
