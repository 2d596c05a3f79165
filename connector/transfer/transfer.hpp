#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "connector/net/dialer.hpp"
#include "connector/net/url.hpp"
#include "connector/tell/outcome.hpp"
#include "connector/tell/trace.hpp"
#include "connector/transfer/reply_head.hpp"

namespace tetra::connector {

/// What is asked for. A body makes it a POST.
struct Ask {
  std::string path;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  std::string content_type;
  std::uint64_t most = 1024 * 1024;  ///< body bytes that are accepted
};

/// Takes a reply. A failed outcome from either ends the transfer with it. Bodies of other replies
/// than 200 and 206 are dropped.
struct Sink {
  std::function<Outcome(const ReplyHead&)> begin;
  std::function<Outcome(std::string_view)> bytes;
};

/// One server, one connection at a time, kept alive between requests. HTTP is cpp-httplib's; the
/// connections are the dialer's, because cpp-httplib 0.11.4 folds all failures of name lookup, TCP,
/// tunnel and TLS into two. References must outlive this.
class Transfer {
 public:
  Transfer(Url server, Dialer& dialer, Trace& trace);
  ~Transfer();

  /// Success is any complete, well-formed reply, whatever its status; `head` holds it. A kept
  /// connection that turns out closed before the first byte of a reply is replaced once (RFC
  /// 9112 9.3.1).
  Outcome ask(const Ask& ask, ReplyHead& head, const Sink& sink);

  /// Whether the latest connection, or the latest try at one, went by a proxy.
  bool by_proxy() const;

 private:
  class Client;
  std::unique_ptr<Client> client_;
};

}  // namespace tetra::connector
