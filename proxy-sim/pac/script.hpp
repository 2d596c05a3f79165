#pragma once
#include <string>
#include <string_view>

namespace tetra::pac {

/// Where a script can send to in this world, `host:port` each; what stands here is right in a
/// namespace cell.
struct Places {
  std::string proxy = "proxy.corp.example:3128";
  std::string socks = "socks.corp.example:1080";
  std::string pac = "pac.corp.example:80";       ///< the host of the PAC file itself: no proxy
  std::string dead = "proxy.corp.example:3129";  ///< a port at which nobody listens
};

/// The healthy script: the company's own names go directly, everything else to the proxy.
std::string healthy_script(const Places& places);
/// A script whose FindProxyForURL returns that text for everything.
std::string script_that_returns(std::string_view list);
/// `text` with `{proxy}`, `{socks}`, `{pac}` and `{dead}` filled in.
std::string filled(std::string text, const Places& places);

}  // namespace tetra::pac
