#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "connector/net/network.hpp"
#include "connector/net/policy.hpp"
#include "connector/tell/outcome.hpp"
#include "connector/tell/trace.hpp"
#include "connector/tls/tls_client.hpp"

namespace tetra::connector {

/// Our own; Cisco's is not public (FACTS 2).
inline constexpr std::string_view user_agent = "tetra-lab-connector/0.1";

/// What is asked for. A body makes it a POST.
struct Ask {
  std::string path;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  std::string content_type;
  std::uint64_t most = 1024 * 1024;  ///< body bytes that are accepted
};

/// The part of a reply's head that the connector looks at.
struct ReplyHead {
  int status = 0;
  std::string etag;
  std::string last_modified;
  std::string content_range;
  std::string accept_ranges;
  std::optional<std::uint64_t> length;  ///< of the body, when it is told
};

/// Takes a reply. A failed outcome from either ends the transfer with it. Bodies of other replies
/// than 200 and 206 are dropped.
struct Sink {
  std::function<Outcome(const ReplyHead&)> begin;
  std::function<Outcome(std::string_view)> bytes;
};

/// One server, one connection at a time, kept alive between requests. HTTP is cpp-httplib's; name
/// lookup, TCP, the proxy's tunnel and TLS are dialled here, because cpp-httplib 0.11.4 folds all
/// their failures into two. References must outlive this.
class Transfer {
 public:
  Transfer(Url server, const Network& network, TlsClient* tls, Trace& trace);
  ~Transfer();

  /// Success is any complete, well-formed reply, whatever its status; `head` holds it. A kept
  /// connection that turns out closed before the first byte of a reply is replaced once (RFC
  /// 9112 9.3.1).
  Outcome ask(const Ask& ask, ReplyHead& head, const Sink& sink);

 private:
  class Client;
  std::unique_ptr<Client> client_;
};

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
