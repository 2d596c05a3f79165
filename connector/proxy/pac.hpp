#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "connector/net/network.hpp"
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

/// What FindProxyForURL returned, or why it returned no text.
struct PacResult {
  std::optional<std::string> list;  ///< at most 64 KiB
  std::string why;
};
/// Runs the script in a process of its own, which is killed when it takes longer than
/// `limits.read`; it gets 64 MiB of heap at most.
PacResult run_pac_script(std::string_view script, const std::string& url, const std::string& host,
                         const Limits& limits);

/// The helper functions that every PAC file may call, written in its own language on top of
/// dnsResolve and myIpAddress.
std::string_view pac_functions();

}  // namespace tetra::connector
