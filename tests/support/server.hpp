#pragma once
#include <functional>
#include <string>
#include <vector>

#include "engine/http/exchange.hpp"
#include "engine/wire/tls_connection.hpp"
#include "mockserver/tcp/listener.hpp"
#include "tests/support/loop.hpp"
#include "tests/support/recorder.hpp"

namespace tetra::test {

/// One fault as a scenario says it: `{cut: {at: 50%, by: reset}, times: 1}`.
struct Line {
  std::string name;
  Node value;    ///< parameters; null: none
  Node trigger;  ///< trigger keys; null: none
};
/// Parameters and trigger keys as they would be written, all of them scalars.
using Written = std::vector<std::pair<std::string, std::string>>;
Line line(std::string name, const Written& parameters = {}, const Written& trigger = {});
/// `{name: {key: {after: text}}}`.
Line line_after(std::string name, std::string key, std::string text);

/// A self-signed server context (Ed25519, whose signatures are all of one length) made once a
/// process: no tickets, no renegotiation, as the lab's services have it.
SSL_CTX* server_context();
/// The server's side of a new connection; only that version when it is one of TLS's.
SSL* server_ssl(Security security);

/// One service named `update`: a listener on 127.0.0.1 with faults, its journal, on a thread of its
/// own.
class Server {
 public:
  /// What is done with a connection once it is accepted, on the loop's thread.
  using Protocol = std::function<Task<>(tcp::Arrival)>;

  /// Throws for a fault that does not exist or has a mistake.
  Server(Protocol protocol, const std::vector<Line>& faults);
  explicit Server(Protocol protocol) : Server(std::move(protocol), std::vector<Line>()) {}
  virtual ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  std::uint16_t port() const { return port_; }
  Recorder& events() { return events_; }
  Loop& loop() { return loop_; }
  tcp::Listener& listener() { return *listener_; }
  /// Counts the attempt on and sets the doors anew.
  void next_attempt();
  /// As the packet tap would tell: a SYN came for our port.
  void knock();

 protected:
  fault::Plan<http::Fault>& http_plan() { return http_plan_; }
  journal::Journal& journal() { return journal_; }
  /// Ends the loop's thread: for what a derived class owns and the loop uses.
  void stop() { loop_.stop(); }

 private:
  void arm(const Line& line, std::size_t index);

  Loop loop_;  // first: what runs on it dies last
  Recorder events_;
  journal::Journal journal_;
  fault::Clockwork clockwork_;
  fault::Plan<tcp::Fault> tcp_plan_{clockwork_};
  fault::Plan<http::Fault> http_plan_{clockwork_};
  std::uint64_t connections_ = 0;
  std::unique_ptr<tcp::Listener> listener_;
  std::uint16_t port_ = 0;
};

/// A Server that speaks HTTP, plain or over TLS, and answers every request with `answer`.
class HttpServer final : public Server {
 public:
  using Answer = std::function<http::Response(const http::Exchange&)>;
  HttpServer(Security security, Answer answer, const std::vector<Line>& faults = {});
  ~HttpServer() override { stop(); }

 private:
  struct Handler final : http::Handler {
    explicit Handler(Answer made) : answer(std::move(made)) {}
    Task<http::Response> handle(const http::Exchange& exchange) override;
    Answer answer;
  };
  Task<> serve(tcp::Arrival arrival);

  Security security_;
  Handler handler_;
  std::uint64_t requests_ = 0;
};

}  // namespace tetra::test
