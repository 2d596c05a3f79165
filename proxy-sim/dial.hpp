#pragma once
#include <optional>

#include "engine/journal/journal.hpp"
#include "engine/wire/connection.hpp"
#include "proxy-sim/gateway_error.hpp"
#include "proxy-sim/settings.hpp"

namespace tetra::proxy {

/// The way to an origin, or why there is none.
struct Dialled {
  wire::ConnectionPtr origin;      ///< nullptr: see `failure`
  std::string address;             ///< as the DNS gave it, `192.0.2.10:443`
  std::optional<Failure> failure;  ///< of the last address that was tried
};

/// Looks the host up (event `lookup` {name, outcome}, none for an address) and connects to its
/// addresses in order until one answers. `settings` and `journal` must outlive the call.
Task<Dialled> dial(const Settings& settings, journal::Journal& journal, std::uint64_t connection,
                   std::string host, std::uint16_t port);

}  // namespace tetra::proxy
