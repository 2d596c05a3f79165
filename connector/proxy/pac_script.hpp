#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "connector/net/limits.hpp"

namespace tetra::connector {

/// What FindProxyForURL returned, or why it returned no text.
struct PacResult {
  std::optional<std::string> list;  ///< at most 64 KiB
  std::string why;
};
/// Runs the script in a process of its own, which is killed when it takes longer than
/// `limits.read`; it gets 64 MiB of heap at most.
PacResult run_pac_script(std::string_view script, const std::string& url, const std::string& host,
                         const Limits& limits);

}  // namespace tetra::connector
