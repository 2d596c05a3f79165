#pragma once
#include <boost/asio/ip/address.hpp>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace tetra::world {

/// Where a world's services are: on documentation addresses with real names and ports (a namespace
/// cell), or on free ports of the loopback (a ports cell).
enum class Network { documentation, loopback };

/// Host names of the real thing (FACTS section 2) and of the simulated company around it.
namespace name {
inline constexpr std::string_view definitions = "tetra-defs.amp.cisco.com";            // D
inline constexpr std::string_view definitions_eu = "tetra-defs.eu.amp.cisco.com";      // C
inline constexpr std::string_view definitions_apjc = "tetra-defs.apjc.amp.cisco.com";  // C
inline constexpr std::string_view definitions_old = "update.amp.cisco.com";            // C
inline constexpr std::string_view ocsp = "commercial.ocsp.identrust.com";              // D, C
inline constexpr std::string_view crl = "validation.identrust.com";                    // D, C
inline constexpr std::string_view proxy = "proxy.corp.example";  // the lab's own
inline constexpr std::string_view socks = "socks.corp.example";  // the lab's own
inline constexpr std::string_view pac = "pac.corp.example";      // the lab's own
inline constexpr std::string_view wpad =
    "wpad.corp.example";  // WPAD by DNS: `wpad` below the endpoint's domain
inline constexpr std::string_view dns = "dns.corp.example";  // the lab's own
}  // namespace name

/// The addresses of a service in a namespace cell (RFC 5737 TEST-NET-1); empty for an unknown
/// service.
const std::vector<std::string>& documentation_addresses(std::string_view service);
/// Its IPv6 addresses there (RFC 3849). No name leads to them by itself: a scenario tells them with
/// `dns: {address: {aaaa: […]}}`.
const std::vector<std::string>& documentation_addresses_v6(std::string_view service);
/// The first of each family: what the service binds to when it dials in a namespace cell itself.
std::vector<boost::asio::ip::address> own_addresses(std::string_view service);
/// Where the endpoint, and all that has no address of its own, comes from in a namespace cell.
const std::vector<std::string>& endpoint_addresses();
/// Those of all services, for the cell's `lo`.
std::vector<std::string> all_documentation_addresses();
/// The loopback address that stands for a documentation address in a ports cell.
inline constexpr std::string_view loopback_address = "127.0.0.1";

}  // namespace tetra::world
