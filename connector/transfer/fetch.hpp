#pragma once
#include <cstdint>
#include <string>

#include "connector/net/network.hpp"
#include "connector/tell/outcome.hpp"
#include "connector/tell/trace.hpp"
#include "connector/transfer/transfer.hpp"

namespace tetra::connector {

/// A whole small body: GET, or POST when `body` is there. Success is status 200.
struct SmallAsk {
  std::string body;
  std::string content_type;
  std::uint64_t most = 64 * 1024;
};
struct Fetched {
  Outcome outcome;
  std::string body;
};
/// From an `http://` address, never by the proxy: how revocation hosts are asked.
Fetched fetch_directly(const std::string& url, const SmallAsk& ask, const Network& network,
                       Trace& trace);
/// The same on a transfer that is there already.
Fetched fetch(Transfer& transfer, const std::string& path, std::uint64_t most);

}  // namespace tetra::connector
