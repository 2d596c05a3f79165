#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "connector/net/network.hpp"
#include "connector/net/proxy_settings.hpp"
#include "connector/tell/outcome.hpp"
#include "connector/tell/trace.hpp"

namespace tetra::connector {

/// What a PAC file says for one server: the ways in their order, nullopt meaning directly; or why
/// there are none (pac-unavailable: the file could not be had; pac-unusable: it could, and says
/// nothing that can be used).
struct PacWays {
  Outcome outcome;
  std::vector<std::optional<ProxySettings>> ways;
};

/// Fetches the file (directly, at most 1 MiB) and runs it. Not cached: a file that changes is
/// followed at the next connection, which is this lab's choice.
PacWays ask_pac(const PacSettings& settings, const Url& server, const Network& network,
                Trace& trace);

/// The list that FindProxyForURL returns, `PROXY a:1; DIRECT`. Like old WinHTTP it knows PROXY (and
/// its synonym HTTP) and DIRECT and passes over SOCKS, HTTPS and what is no entry at all.
std::vector<std::optional<ProxySettings>> read_pac_list(std::string_view list);

}  // namespace tetra::connector
