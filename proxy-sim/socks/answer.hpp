#pragma once
#include <string>
#include <string_view>

#include "proxy-sim/gateway_error.hpp"
#include "proxy-sim/socks/socks_fault.hpp"

namespace tetra::socks {

inline constexpr unsigned char no_authentication = 0, user_password = 2,
                               no_acceptable_method = 0xff;
inline constexpr unsigned char granted4 = 90, rejected4 = 91, user_differs4 = 93;
inline constexpr unsigned char granted5 = 0, not_supported_command5 = 7, not_supported_address5 = 8;

std::string_view to_string(Message message);

/// The answer's bytes without orders; `code` must be set. `local` is the server's own end of the
/// way to the origin, `192.0.2.31:40000`, or empty: the bound address is then 0.0.0.0:0.
std::string bytes_of(const Answer& answer, Message message, int version, std::string_view local);

/// The reply code for an origin that was not reached: RFC 1928 section 6, or SOCKS4's 91 for
/// everything.
unsigned char code_of(proxy::Failure failure, int version);

}  // namespace tetra::socks
