#include <span>
#include <utility>

#include "engine/http/details.hpp"
#include "engine/http/exchange.hpp"
#include "engine/http/request_reader.hpp"
#include "engine/http/respond.hpp"
#include "engine/http/stream_body.hpp"
#include "engine/journal/kinds/http.hpp"
#include "engine/journal/kinds/transport.hpp"
#include "engine/journal/kinds/tunnel.hpp"

namespace tetra::http {
namespace {

constexpr std::uint64_t small_body = 16384;

void tell(const std::vector<wire::Acted>& all, int status) {
  for (const wire::Acted& acted : all) {
    if (acted) acted({detail::status(status)});
  }
}

void note_request(const Serving& serving, const Exchange& exchange) {
  const Request& request = exchange.request;
  const auto field = [&](std::string_view name) {
    const auto value = request.fields.find(name);
    return value ? std::optional<std::string>(*value) : std::nullopt;
  };
  serving.journal->write(serving.service, serving.connection,
                         event::Request{.method = request.method,
                                        .target = request.target,
                                        .host = request.host,
                                        .number = static_cast<std::int64_t>(exchange.number),
                                        .range = field("Range"),
                                        .if_none_match = field("If-None-Match"),
                                        .user_agent = field("User-Agent")});
  if (request.method == "CONNECT")
    serving.journal->write(serving.service, serving.connection,
                           event::Connect{.authority = request.target});
}

// One exchange's answer on its way out.
class Writer {
 public:
  Writer(wire::Connection& peer, const Serving& serving, const Exchange& exchange,
         Response& response)
      : peer_(peer),
        serving_(serving),
        response_(response),
        head_only_(exchange.request.method == "HEAD") {
    const bool no_body_status =
        response.status == 204 || response.status == 304 || response.status / 100 == 1;
    const bool with_body =
        !head_only_ && !response.take_over && !(no_body_status && !response.content_length);
    streams_ = with_body && response.stream;
    if (with_body && !streams_) body_ = framed_body(response);
  }

  /// True when the connection may serve another request.
  Task<bool> write() {
    if (body_ && !response_.more_head && response_.head_delivery.plain() &&
        response_.delivery.plain() && body_->size().value_or(UINT64_MAX) <= small_body) {
      co_return co_await write_at_once();
    }
    const BytesPtr head = whole_head();
    wire::Delivered sent = co_await wire::deliver(peer_, head, response_.head_delivery);
    sent.bytes = 0;  // of the body, from here on
    if (sent.ec || sent.ended) co_return finish(sent);
    note_head();
    if (body_) sent = co_await wire::deliver(peer_, body_, response_.delivery);
    if (streams_) sent = co_await deliver_stream(peer_, response_);
    co_return finish(sent);
  }

  /// Whether the peer can tell from the head where the body ended: if not, the connection's end has
  /// to say so (RFC 9112 section 6.3).
  bool keeps_in_step() const {
    if (response_.stays_open) return true;
    if (response_.hide_length || response_.framing == Response::Framing::until_close) return false;
    if (!body_ || response_.framing == Response::Framing::chunked || !response_.content_length)
      return true;
    return *response_.content_length == std::to_string(body_->size().value_or(0));
  }

 private:
  std::string head_bytes() const {
    std::string head =
        response_.raw_head ? *response_.raw_head : head_of(response_, body_ != nullptr || streams_);
    for (const auto& edit : response_.head_edits) edit(head);
    return head;
  }

  BytesPtr whole_head() const {
    std::string head = head_bytes();
    if (!response_.more_head) return bytes_of(std::move(head));
    constexpr std::string_view line_end = "\r\n";
    if (head.ends_with(line_end)) head.resize(head.size() - line_end.size());
    return concat(
        {bytes_of(std::move(head)), response_.more_head, bytes_of(std::string(line_end))});
  }

  Task<bool> write_at_once() {
    std::string all = head_bytes();
    const std::size_t head = all.size();
    all.resize(head + static_cast<std::size_t>(body_->size().value_or(0)));
    all.resize(head + body_->read(0, std::span(all).subspan(head)));
    const wire::IoResult wrote = co_await peer_.write(asio::buffer(all));
    wire::Delivered sent;
    sent.ec = wrote.ec;
    sent.bytes = wrote.ec ? 0 : all.size() - head;
    if (!wrote.ec) note_head();
    co_return finish(sent);
  }

  // The peer has the head.
  void note_head() const {
    const std::uint64_t length = response_.body ? response_.body->size().value_or(0) : 0;
    serving_.journal->write(
        serving_.service, serving_.connection,
        event::Response{.status = response_.status, .length = static_cast<std::int64_t>(length)});
    tell(response_.on_head, response_.status);
  }

  bool finish(const wire::Delivered& sent) const {
    const bool whole = !sent.ec && !sent.ended;
    serving_.plan->clockwork().sent[serving_.service] += sent.bytes;
    serving_.journal->write(
        serving_.service, serving_.connection,
        event::Sent{.bytes = static_cast<std::int64_t>(sent.bytes), .complete = whole ? 1 : 0});
    if (whole) tell(response_.on_sent, response_.status);
    return whole;
  }

  wire::Connection& peer_;
  const Serving& serving_;
  Response& response_;
  bool head_only_;
  bool streams_ = false;
  BytesPtr body_;
};

void note_end(const Serving& serving, std::string_view how) {
  serving.journal->write(serving.service, serving.connection, event::End{.how = std::string(how)});
}

Task<> refuse(wire::Connection& peer, const Serving& serving, int status) {
  event::BadRequest refused;
  refused.status = status;
  serving.journal->write(serving.service, serving.connection, std::move(refused));
  Response response = text_response(status, std::string(reason_phrase(status)) + "\n");
  response.keep_alive = false;
  const std::string bytes = head_of(response, true) + read_all(*response.body);
  co_await peer.write(asio::buffer(bytes));
  co_await peer.end(wire::Ending::clean);
}

using Firing = std::vector<std::pair<Fault*, wire::Acted>>;

// A fault's answer, or the handler's to what the faults let it understand of the request.
Task<Response> response_to(Handler& handler, const Exchange& exchange, const Firing& firing) {
  for (const auto& [fault, acted] : firing) {
    if (std::optional<Response> instead = fault->instead(exchange, acted))
      co_return std::move(*instead);
  }
  if (firing.empty()) co_return co_await handler.handle(exchange);
  Request understood = exchange.request;
  for (const auto& [fault, acted] : firing) fault->on_request(understood, acted);
  const Exchange changed{understood, exchange.service, exchange.connection, exchange.number,
                         exchange.address};
  co_return co_await handler.handle(changed);
}

// Answers one request; true when another may follow on this connection.
Task<bool> exchange_once(wire::Connection& peer, Handler& handler, const Serving& serving,
                         const Request& request, RequestReader& reader) {
  Exchange exchange{request, serving.service, serving.connection, ++*serving.requests,
                    serving.address};
  Response response = co_await respond(handler, exchange, serving);
  if (response.status / 100 != 2 && response.status != 101) response.take_over = nullptr;
  Writer writer(peer, serving, exchange, response);
  const bool whole = co_await writer.write();
  if (!whole) co_return false;
  if (response.take_over) {
    co_await response.take_over(peer, reader.take_rest());
    co_return false;
  }
  if (response.keep_alive && writer.keeps_in_step()) co_return true;
  note_end(serving, wire::to_string(response.ending));
  co_await peer.end(response.ending);
  co_return false;
}

}  // namespace

fault::Context context_of(const Exchange& exchange) {
  fault::Context context;
  context.connection = exchange.connection;
  context.request = exchange.number;
  context.path = exchange.request.path;
  context.host = exchange.request.host;
  context.method = exchange.request.method;
  context.address = exchange.address;
  context.user_agent = exchange.request.fields.find("User-Agent").value_or("");
  context.header = exchange.request.fields.all();
  return context;
}

Task<Response> respond(Handler& handler, const Exchange& exchange, const Serving& serving) {
  note_request(serving, exchange);
  Firing firing;
  serving.plan->ask(context_of(exchange), [&](Fault& fault, wire::Acted acted) {
    firing.emplace_back(&fault, std::move(acted));
  });
  Response response = co_await response_to(handler, exchange, firing);
  const Request& request = exchange.request;
  response.keep_alive = response.keep_alive && request.keep_alive &&
                        response.framing != Response::Framing::until_close;
  if (request.version < 11 && request.keep_alive && response.keep_alive)
    response.fields.set("Connection", "keep-alive");
  for (auto& [fault, acted] : firing) fault->on_response(exchange, response, acted);
  co_return response;
}

Task<> serve(wire::Connection& peer, Handler& handler, Serving serving) {
  RequestReader reader;
  for (;;) {
    Request request;
    const RequestReader::Outcome outcome = co_await reader.read(peer, request);
    if (outcome == RequestReader::Outcome::closed || outcome == RequestReader::Outcome::cut) {
      note_end(serving, outcome == RequestReader::Outcome::cut ? "peer-cut" : "peer-closed");
      co_await peer.end(wire::Ending::clean);
      co_return;
    }
    if (outcome != RequestReader::Outcome::request) {
      co_await refuse(peer, serving, reader.refusal_status());
      co_return;
    }
    const bool more = co_await exchange_once(peer, handler, serving, request, reader);
    if (!more) co_return;
  }
}

}  // namespace tetra::http
