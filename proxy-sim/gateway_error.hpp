#pragma once
#include <string>
#include <string_view>

#include "engine/http/message.hpp"

namespace tetra::proxy {

/// Why the proxy did not get to the origin.
enum class Failure {
  unresolvable,      ///< the name has no address: 502
  lookup_timed_out,  ///< the DNS never answered: 504
  refused,           ///< RST to the SYN: 502
  timed_out,         ///< no answer to the SYN: 504
  no_route,          ///< the network says that there is no way: 502
  broken_off,        ///< connected, but no whole response head came: 502
};
std::string_view to_string(Failure failure);

/// What the client gets then: the status and a line of text that says what happened, naming the
/// authority. The connection stays open.
http::Response gateway_error(Failure failure, std::string_view authority);

}  // namespace tetra::proxy
