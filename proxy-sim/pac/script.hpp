#pragma once
#include <string>
#include <string_view>

namespace tetra::pac {

/// Where a script can send to in this world, `host:port` each.
struct Places {
  std::string proxy = "proxy.corp.example:3128";
  std::string socks = "socks.corp.example:1080";
};

/// The healthy script: the company's own names go directly, everything else to the proxy.
std::string healthy_script(const Places& places);
/// A script whose FindProxyForURL returns that text for everything.
std::string script_that_returns(std::string_view list);
/// `text` with `{proxy}` and `{socks}` filled in.
std::string filled(std::string text, const Places& places);

}  // namespace tetra::pac
