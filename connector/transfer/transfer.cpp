#include "connector/transfer/transfer.hpp"

#include <fmt/format.h>
#include <httplib.h>

#include "connector/login/field_values.hpp"
#include "connector/login/proxy_login.hpp"
#include "connector/transfer/user_agent.hpp"
#include "connector/transfer/wire_stream.hpp"
#include "engine/base/text.hpp"

namespace tetra::connector {
namespace {

constexpr std::uint64_t most_dropped_bytes = 256 * 1024;

Outcome cut_in_head(const Channel& channel, std::uint64_t received, const std::string& where) {
  switch (channel.ending()) {
    case Ending::reset:
      return failed(Cause::http_reset, where + ": reset before the reply was complete");
    case Ending::timeout:
      return failed(Cause::http_timeout, where + ": no reply, " + channel.detail());
    case Ending::time_limit:
      return failed(Cause::time_limit, channel.detail());
    case Ending::cancelled:
      return failed(Cause::cancelled, channel.detail());
    case Ending::tls_alert:  // a TLS 1.3 server refuses a client only after the client's Finished
    case Ending::tls_error:
      return failed(Cause::tls_alert, channel.detail());
    default:
      break;
  }
  const std::string how(to_string(channel.ending()));
  if (received == 0)
    return failed(Cause::http_no_reply, where + ": closed without a reply (" + how + ")");
  return failed(
      Cause::http_reply_cut,
      fmt::format("{}: closed inside the reply's head after {} bytes ({})", where, received, how));
}

Outcome cut_in_body(const Channel& channel, std::uint64_t got, const ReplyHead& head,
                    const std::string& where) {
  const std::string detail =
      fmt::format("{}: {} body bytes of {}, then {} ({})", where, got,
                  head.length ? std::to_string(*head.length) : "an unknown number",
                  to_string(channel.ending()), channel.detail());
  switch (channel.ending()) {
    case Ending::fin:
    case Ending::close_notify:
      return failed(Cause::download_closed, detail, head.status);
    case Ending::truncated:
      return failed(Cause::download_truncated, detail, head.status);
    case Ending::timeout:
      return failed(Cause::download_timeout, detail, head.status);
    case Ending::time_limit:
      return failed(Cause::time_limit, detail);
    case Ending::cancelled:
      return failed(Cause::cancelled, detail);
    case Ending::tls_alert:
    case Ending::tls_error:
      return failed(Cause::download_tls_error, detail, head.status);
    default:
      return failed(Cause::download_reset, detail, head.status);
  }
}

}  // namespace

/// cpp-httplib's client without its sockets: `create_and_connect_socket` and `process_socket` are
/// its own seams for that.
class Transfer::Client final : public httplib::ClientImpl {
 public:
  Client(Url server, Dialer& dialer, Trace& trace)
      : ClientImpl(server.host, server.port),
        server_(std::move(server)),
        dialer_(dialer),
        proxy_(dialer.bare_proxy(server_)),
        trace_(trace),
        stream_(channel_) {
    set_keep_alive(true);
    set_decompress(false);
    set_url_encode(false);
    if (proxy_ == nullptr) return;
    credentials_ = ProxyLogin(*proxy_).unasked();
    set_proxy(proxy_->host, proxy_->port);  // only for absolute-form (RFC 9112 3.2.2)
  }
  ~Client() override { stop(); }

  Outcome ask(const Ask& ask, ReplyHead& head, const Sink& sink) {
    const bool kept = prepare();
    Outcome outcome = once(ask, head, sink);
    const Ending how = channel_.ending();
    const bool closed = how == Ending::fin || how == Ending::close_notify ||
                        how == Ending::truncated || how == Ending::reset;
    if (kept && !outcome.ok() && dialled_.ok() && stream_.received() == 0 && closed) {
      trace_.step(Step::reconnect, {{"why", outcome.detail}});
      stop();
      outcome = once(ask, head, sink);
    }
    return proxy_ != nullptr ? logged_in(std::move(outcome), ask, head, sink) : outcome;
  }

  bool by_proxy() const { return by_proxy_; }

 private:
  /// Asks again for as long as the proxy wants credentials and there are other ones to give. By a
  /// proxy nothing is ever posted.
  Outcome logged_in(Outcome outcome, const Ask& ask, ReplyHead& head, const Sink& sink) {
    ProxyLogin login(*proxy_);
    while (outcome.ok() && head.status == 407) {
      const auto next =
          login.answer(field_values(stream_.head(), "Proxy-Authenticate"), "GET",
                       "http://" + server_.authority() + (ask.path.empty() ? "/" : ask.path));
      if (!next) return proxy_wants_credentials(*proxy_);
      credentials_ = *next;
      prepare();
      outcome = once(ask, head, sink);
      if (!outcome.ok() && login.is_bound())
        return failed(Cause::proxy_auth_rejected,
                      "the proxy broke off in the middle of NTLM: " + outcome.detail);
    }
    if (!login.is_reusable()) credentials_.clear();
    return outcome;
  }

  /// True when there is a connection from before that still looks alive.
  bool prepare() {
    if (!channel_.is_open()) return false;
    if (channel_.is_idle() && !stream_.has_leftover()) return true;
    stop();
    return false;
  }

  httplib::Request built(const Ask& ask) const {
    httplib::Request request;
    request.method = ask.content_type.empty() ? "GET" : "POST";
    request.path = ask.path.empty() ? "/" : ask.path;
    request.body = ask.body;
    request.headers.emplace("Host", server_.authority());
    request.headers.emplace("User-Agent", user_agent);
    for (const auto& [name, value] : ask.headers) request.headers.emplace(name, value);
    if (!ask.content_type.empty()) request.headers.emplace("Content-Type", ask.content_type);
    if (!credentials_.empty()) request.headers.emplace("Proxy-Authorization", credentials_);
    return request;
  }

  Outcome once(const Ask& ask, ReplyHead& head, const Sink& sink) {
    head = {};
    dialled_ = success();
    Outcome refused;  // by us: the head, the sink, or the bound
    std::uint64_t got = 0;
    bool bodiless = false;
    httplib::Request request = built(ask);
    const std::string where = request.method + " " + request.path;
    request.response_handler = [&](const httplib::Response&) {
      stream_.begin_body();
      ParsedHead parsed = parse_head(stream_.head());
      head = parsed.head;
      refused = std::move(parsed.outcome);
      // RFC 9110 15.4.5: it has no body, which cpp-httplib 0.11.4 would wait for. Nothing here asks
      // conditionally.
      if (refused.ok() && head.status == 304)
        refused = failed(Cause::http_status, where + " was answered with status 304", 304);
      if (refused.ok()) refused = sink.begin(head);
      if (refused.ok() && head.length && *head.length > ask.most)
        refused = failed(Cause::http_too_large,
                         fmt::format("{}: {} bytes announced", where, *head.length));
      bodiless = head.status == 304;  // RFC 9112 6.3; cpp-httplib would wait for a body
      return refused.ok() && !bodiless;
    };
    request.content_receiver = [&](const char* bytes, std::size_t n, std::uint64_t, std::uint64_t) {
      got += n;
      stream_.took_content();
      const bool wanted = head.status == 200 || head.status == 206;
      if (got > (wanted ? ask.most : most_dropped_bytes)) {
        refused = failed(Cause::http_too_large, fmt::format("{}: more than {} bytes", where, got));
      } else if (wanted) {
        refused = sink.bytes(std::string_view(bytes, n));
      }
      return refused.ok();
    };
    trace_.step(Step::request,
                {{"method", request.method},
                 {"url", server_.scheme + "://" + server_.authority() + request.path}});
    stream_.begin_reply();
    const httplib::Result result = send(request);
    Outcome outcome = judged(static_cast<bool>(result) || bodiless, refused, head, got, where);
    if (head.status != 0)
      trace_.step(Step::reply,
                  {{"status", std::to_string(head.status)}, {"bytes", std::to_string(got)}});
    return outcome;
  }

  Outcome judged(bool complete, const Outcome& refused, ReplyHead& head, std::uint64_t got,
                 const std::string& where) {
    if (!dialled_.ok()) return dialled_;
    if (!refused.ok()) return refused;
    if (complete) {
      if (stream_.in_head()) {  // 204: cpp-httplib asks nobody
        ParsedHead parsed = parse_head(stream_.head());
        head = parsed.head;
        return parsed.outcome;
      }
      const bool chunked =
          text::lower(stream_.head()).find("transfer-encoding:") != std::string::npos;
      if (chunked && !stream_.ends_with_blank_line())
        return failed(Cause::http_malformed, where + ": a chunk does not end with CRLF");
      return success();
    }
    if (stream_.too_large())
      return failed(Cause::http_malformed,
                    where + (stream_.in_head() ? ": the reply's head is too large"
                                               : ": a chunk's size line is too long"));
    if (channel_.ending() == Ending::open)
      return failed(Cause::http_malformed,
                    where + ": not an HTTP reply: " + text::printable(stream_.head(), 60));
    return stream_.in_head() ? cut_in_head(channel_, stream_.received(), where)
                             : cut_in_body(channel_, got, head, where);
  }

  bool create_and_connect_socket(Socket& socket, httplib::Error& error) override {
    Connecting connecting = dialer_.dial(server_);
    by_proxy_ = connecting.by_proxy;
    dialled_ = std::move(connecting.outcome);
    if (!dialled_.ok()) {
      error = httplib::Error::Connection;
      return false;
    }
    channel_ = std::move(connecting.channel);
    stream_.forget_buffer();
    socket.sock = channel_.release();
    return true;
  }
  void shutdown_ssl(Socket&, bool) override { channel_.close(); }
  bool process_socket(const Socket&, std::function<bool(httplib::Stream&)> callback) override {
    return callback(stream_);
  }

  Url server_;
  Dialer& dialer_;
  const ProxySettings* proxy_;  // that requests are written to, or none
  Trace& trace_;
  Channel channel_;
  WireStream stream_;
  Outcome dialled_;
  bool by_proxy_ = false;
  std::string credentials_;  // of the next request to a bare proxy
};

Transfer::Transfer(Url server, Dialer& dialer, Trace& trace)
    : client_(std::make_unique<Client>(std::move(server), dialer, trace)) {}
Transfer::~Transfer() = default;

Outcome Transfer::ask(const Ask& ask, ReplyHead& head, const Sink& sink) {
  return client_->ask(ask, head, sink);
}
bool Transfer::by_proxy() const {
  return client_->by_proxy();
}

}  // namespace tetra::connector
