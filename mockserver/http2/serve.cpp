#include "mockserver/http2/serve.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "engine/http/respond.hpp"
#include "engine/journal/kinds/http.hpp"
#include "engine/journal/kinds/transport.hpp"
#include "mockserver/http2/session.hpp"

namespace tetra::h2 {
namespace {

void tell(const std::vector<wire::Acted>& all) {
  for (const wire::Acted& acted : all) {
    if (acted) acted({});
  }
}

/// One connection and the exchanges on it.
class Server {
 public:
  Server(wire::Connection& peer, http::Handler& handler, const http::Serving& serving,
         fault::Plan<Fault>& plan)
      : peer_(peer), handler_(handler), serving_(serving), plan_(plan) {}

  Task<> run() {
    std::array<char, 16384> chunk;
    for (;;) {
      const wire::IoResult got = co_await peer_.read_some(asio::buffer(chunk));
      if (got.ec) co_return co_await end(wire::Ending::clean, "peer-closed");
      const bool sound = session_.receive(std::string_view(chunk.data(), got.bytes));
      while (auto asked = session_.next_request()) {
        const bool goes_on = co_await answer(asked->stream, asked->request);
        if (!goes_on) co_return;
      }
      if (begun_ || !sound) co_await flush();
      if (!sound) co_return co_await end(wire::Ending::clean, "not-http2");
    }
  }

 private:
  struct Open {
    Reply reply;
    std::vector<wire::Acted> on_sent;
  };

  /// Sends what there is to send, and carries out what falls due at a stream's body byte.
  Task<> flush() {
    std::vector<wire::Acted> met;
    for (;;) {
      const std::string_view bytes = session_.output();
      if (bytes.empty()) {
        const auto held = session_.next_held();
        if (!held) break;
        met.push_back(meet(*held));
        continue;
      }
      const wire::IoResult wrote = co_await peer_.write(asio::buffer(bytes));
      if (wrote.ec) break;  // the next read tells
    }
    tell(met);
    while (const auto closed = session_.next_closed()) note_closed(*closed);
  }

  wire::Acted meet(std::int32_t stream) {
    const Reply& reply = open_[stream].reply;
    if (reply.reset) session_.reset(stream, reply.reset->code);
    return reply.acted;
  }

  void note_closed(const Session::Closed& closed) {
    serving_.journal->write(serving_.service, serving_.connection,
                            event::Sent{.bytes = static_cast<std::int64_t>(closed.bytes),
                                        .complete = closed.complete ? 1 : 0});
    if (closed.complete) tell(open_[closed.stream].on_sent);
    open_.erase(closed.stream);
  }

  Task<> end(wire::Ending how, std::string_view why) {
    event::End ended{.how = std::string(why)};
    serving_.journal->write(serving_.service, serving_.connection, std::move(ended));
    co_await peer_.end(how);
  }

  Task<bool> say_raw(const Reply& reply) {
    if (reply.raw->settings_first) co_await flush();
    const std::string& bytes = reply.raw->bytes;
    if (!bytes.empty()) co_await peer_.write(asio::buffer(bytes));
    if (reply.acted) reply.acted({});
    co_await end(reply.raw->end, wire::to_string(reply.raw->end));
    co_return false;
  }

  Task<bool> say_go_away(std::int32_t stream, const Reply& reply) {
    session_.go_away(reply.go_away->answers_first ? stream : std::max(0, stream - 2),
                     reply.go_away->code, reply.go_away->debug);
    co_await flush();
    if (reply.acted) reply.acted({});
    if (!reply.go_away->end) co_return true;
    co_await end(*reply.go_away->end, wire::to_string(*reply.go_away->end));
    co_return false;
  }

  /// False when the connection has ended.
  Task<bool> answer(std::int32_t stream, const http::Request& request) {
    begun_ = true;
    const http::Exchange exchange{request, serving_.service, serving_.connection,
                                  ++*serving_.requests, serving_.address};
    Reply reply;
    plan_.ask(http::context_of(exchange),
              [&](Fault& fault, const wire::Acted& acted) { fault.on_reply(reply, acted); });
    http::Response response = co_await http::respond(handler_, exchange, serving_);
    if (reply.raw) co_return co_await say_raw(reply);
    if (reply.go_away && !reply.go_away->answers_first)
      co_return co_await say_go_away(stream, reply);
    if (reply.reset && !reply.reset->at) {
      session_.reset(stream, reply.reset->code);
      co_await flush();
      if (reply.acted) reply.acted({});
      co_return true;
    }
    submit(stream, exchange, response, reply);
    co_await flush();
    tell(response.on_head);
    if (reply.go_away) co_return co_await say_go_away(stream, reply);
    co_return true;
  }

  void submit(std::int32_t stream, const http::Exchange& exchange, http::Response& response,
              const Reply& reply) {
    const auto size = response.body ? response.body->size() : std::uint64_t{0};
    std::optional<std::uint64_t> hold_at;
    if (reply.reset) hold_at = reply.reset->at->resolve(size);
    if (reply.stall) hold_at = reply.stall->resolve(size);
    session_.answer(stream, response, exchange.request.method == "HEAD", hold_at);
    open_[stream] = Open{reply, std::move(response.on_sent)};
    serving_.journal->write(serving_.service, serving_.connection,
                            event::Response{.status = response.status,
                                            .length = static_cast<std::int64_t>(size.value_or(0))});
  }

  wire::Connection& peer_;
  http::Handler& handler_;
  const http::Serving& serving_;
  fault::Plan<Fault>& plan_;
  Session session_;
  std::map<std::int32_t, Open> open_;
  bool begun_ = false;  // a request came: until then nothing is sent, so that a fault may replace
                        // the server's first bytes
};

}  // namespace

Task<> serve(wire::Connection& peer, http::Handler& handler, http::Serving serving,
             fault::Plan<Fault>& plan) {
  Server server(peer, handler, serving, plan);
  co_await server.run();
}

}  // namespace tetra::h2
