#include "proxy-sim/socks/answer.hpp"

#include <boost/asio/ip/address.hpp>

#include "engine/base/text.hpp"

namespace tetra::socks {
namespace {

constexpr unsigned char auth_version = 1;  // of the sub-negotiation (RFC 1929 section 2)

unsigned char first_byte(Message message, int version) {
  if (version == 4) return 0;  // the memo: VN is the version of the reply code and should be 0
  return message == Message::auth ? auth_version : 5;
}

// ATYP, BND.ADDR and BND.PORT.
std::string bound_at(std::string_view local) {
  const std::size_t colon = local.rfind(':');
  boost::system::error_code bad;
  const auto address = boost::asio::ip::make_address_v4(std::string(local.substr(0, colon)), bad);
  std::string bytes{'\1', '\0', '\0', '\0', '\0', '\0', '\0'};
  if (bad || colon == std::string_view::npos) return bytes;
  const auto raw = address.to_bytes();
  const auto port = text::to_integer(local.substr(colon + 1)).value_or(0);
  for (std::size_t i = 0; i < raw.size(); ++i) bytes[1 + i] = static_cast<char>(raw[i]);
  bytes[5] = static_cast<char>(port >> 8 & 0xff);
  bytes[6] = static_cast<char>(port & 0xff);
  return bytes;
}

}  // namespace

std::string_view to_string(Message message) {
  if (message == Message::method) return "method";
  return message == Message::auth ? "auth" : "reply";
}

std::string bytes_of(const Answer& answer, Message message, int version, std::string_view local) {
  std::string bytes;
  bytes += static_cast<char>(answer.version.value_or(first_byte(message, version)));
  bytes += static_cast<char>(answer.code.value_or(0));
  if (message != Message::reply) return bytes;
  if (version == 4)
    return bytes + std::string(6, '\0');  // port and address, which a CONNECT client ignores
  bytes += '\0';
  return bytes + answer.bound.value_or(bound_at(local));
}

unsigned char code_of(proxy::Failure failure, int version) {
  if (version == 4) return rejected4;
  switch (failure) {
    case proxy::Failure::refused:
      return 5;
    case proxy::Failure::no_route:
      return 3;
    case proxy::Failure::unresolvable:
    case proxy::Failure::lookup_timed_out:
    case proxy::Failure::timed_out:
      return 4;
    case proxy::Failure::broken_off:
      return 1;
  }
  return 1;
}

}  // namespace tetra::socks
