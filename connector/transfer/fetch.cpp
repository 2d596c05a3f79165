#include "connector/transfer/fetch.hpp"

#include <fmt/format.h>

#include "connector/net/dialer.hpp"

namespace tetra::connector {
namespace {

Fetched fetch_whole(Transfer& transfer, const Ask& ask) {
  Fetched fetched;
  ReplyHead head;
  const Sink sink{[](const ReplyHead&) { return success(); },
                  [&](std::string_view bytes) {
                    fetched.body += bytes;
                    return success();
                  }};
  fetched.outcome = transfer.ask(ask, head, sink);
  if (fetched.outcome.ok() && head.status != 200) {
    fetched.outcome =
        failed(Cause::http_status,
               fmt::format("{} was answered with status {}", ask.path, head.status), head.status);
  }
  return fetched;
}

}  // namespace

Fetched fetch(Transfer& transfer, const std::string& path, std::uint64_t most) {
  Ask ask;
  ask.path = path;
  ask.most = most;
  return fetch_whole(transfer, ask);
}

Fetched fetch_directly(const std::string& url, const SmallAsk& small, const Network& network,
                       Trace& trace) {
  const auto parsed = parse_url(url);
  if (!parsed || parsed->is_tls())
    return {failed(Cause::http_malformed, "not an http:// address: " + url), {}};
  DirectDialer dialer(network, trace);
  Transfer transfer(*parsed, dialer, trace);
  Ask ask;
  ask.path = parsed->path;
  ask.body = small.body;
  ask.content_type = small.content_type;
  ask.most = small.most;
  ask.headers.emplace_back("Connection", "close");
  return fetch_whole(transfer, ask);
}

}  // namespace tetra::connector
