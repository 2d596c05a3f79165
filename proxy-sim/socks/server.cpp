#include "proxy-sim/socks/server.hpp"

#include "engine/journal/kinds/transport.hpp"
#include "engine/journal/kinds/tunnel.hpp"
#include "proxy-sim/dial.hpp"
#include "proxy-sim/socks/answer.hpp"
#include "proxy-sim/socks/socks_events.hpp"
#include "proxy-sim/tunnel.hpp"

namespace tetra::socks {
namespace {

std::int64_t number(std::uint64_t n) {
  return static_cast<std::int64_t>(n);
}
std::string authority_of(const Request& request) {
  const bool v6 = request.host.find(':') != std::string::npos;
  return (v6 ? "[" + request.host + "]" : request.host) + ":" + std::to_string(request.port);
}

}  // namespace

// One client from its first byte on.
class Server::Conversation {
 public:
  Conversation(Server& server, wire::Connection& peer, std::uint64_t connection,
               std::string address)
      : server_(server), peer_(peer), connection_(connection), address_(std::move(address)) {}

  Task<> run() {
    while (buffer_.empty()) {
      if (!co_await more()) co_return;
    }
    const int version = static_cast<unsigned char>(buffer_[0]);
    if (version == 5 && !co_await admit()) co_return;
    std::optional<Request> request;
    if (version == 4) {
      request = co_await next(read_request4);
    } else {
      request = co_await next(read_request5);  // any other version is malformed there
    }
    if (!request) co_return;
    version_ = request->version;
    request_ = *request;
    if (version_ == 4) judge_user();
    co_await answer_request();
  }

 private:
  Task<> end(wire::Ending how) {
    note_end(wire::to_string(how));
    co_await peer_.end(how);
  }
  template <class K>
  void write(K event) {
    server_.journal_.write("socks", connection_, std::move(event));
  }
  void note_end(std::string_view how) { write(event::End{.how = std::string(how)}); }

  Task<bool> more() {
    std::array<char, 1024> bytes;
    const wire::IoResult got = co_await peer_.read_some(asio::buffer(bytes));
    if (got.ec) {
      note_end("peer-closed");
      co_await peer_.end(wire::Ending::clean);
      co_return false;
    }
    buffer_.append(bytes.data(), got.bytes);
    co_return true;
  }

  // The next message, or nullopt when the connection has ended.
  template <class T>
  Task<std::optional<T>> next(Read<T> (*read)(std::string_view)) {
    for (;;) {
      Read<T> got = read(buffer_);
      if (got.reading == Reading::complete) {
        buffer_.erase(0, got.used);
        co_return std::optional<T>(std::move(got.message));
      }
      if (got.reading == Reading::malformed) {
        const event::SocksMalformed nonsense;
        write(nonsense);
        co_await end(wire::Ending::clean);
        co_return std::nullopt;
      }
      if (!co_await more()) co_return std::nullopt;
    }
  }

  Answer ask(Message message) {
    fault::Context context;
    context.connection = connection_;
    context.request = server_.requests_ + (message == Message::reply ? 0 : 1);
    context.host = request_.host;
    context.address = address_;
    const Occasion occasion{message, version_, greeting_, rules_, connection_};
    Answer answer;
    server_.plans_.at(static_cast<std::size_t>(message))
        .ask(context, [&](Fault& fault, const wire::Acted& acted) {
          fault.on_answer(occasion, answer, acted);
        });
    return answer;
  }

  // False when the connection has ended.
  Task<bool> send(Answer answer, Message message, std::string local) {
    std::string bytes =
        answer.raw ? *answer.raw : socks::bytes_of(answer, message, version_, local);
    bytes += answer.behind;
    event::SocksAnswer reply{.message = std::string(to_string(message)),
                             .code = number(*answer.code)};
    write(std::move(reply));
    BytesPtr source = tetra::bytes_of(std::move(bytes));
    const wire::Delivered done =
        co_await wire::deliver(peer_, std::move(source), std::move(answer.delivery));
    if (done.ended) note_end("cut");
    if (done.ended) co_return false;
    if (!done.ec) {
      for (const wire::Acted& acted : answer.on_sent) acted({});
    }
    if (!done.ec && !answer.raw) co_return true;
    co_await end(wire::Ending::clean);
    co_return false;
  }

  // Greeting, method, and login where the method wants one. False when the connection has ended.
  Task<bool> admit() {
    const auto greeting = co_await next(read_greeting);
    if (!greeting) co_return false;
    greeting_ = *greeting;
    const event::SocksGreeting greeted{.methods = number(greeting_.methods.size())};
    write(greeted);
    Answer answer = ask(Message::method);
    if (!answer.code) answer.code = chosen_method();
    const unsigned char method = *answer.code;
    const bool sent = co_await send(std::move(answer), Message::method, std::string());
    if (!sent) co_return false;
    if (method == no_authentication) co_return true;
    if (method == user_password) co_return co_await log_in();
    if (method != no_acceptable_method) co_await wire::wait_until_closed(peer_);
    co_await end(wire::Ending::clean);
    co_return false;
  }

  unsigned char chosen_method() const {
    if (greeting_.offers(no_authentication)) return no_authentication;
    return greeting_.offers(user_password) ? user_password : no_acceptable_method;
  }

  Task<bool> log_in() {
    const auto login = co_await next(read_login);
    if (!login) co_return false;
    event::SocksLogin user{.user = login->user};
    write(std::move(user));
    Answer answer = ask(Message::auth);
    if (!answer.code)
      answer.code = !rules_.accepts || rules_.accepts(*login) ? static_cast<unsigned char>(0)
                                                              : rules_.refusal;
    const bool accepted = *answer.code == 0;
    const bool sent = co_await send(std::move(answer), Message::auth, std::string());
    if (sent && !accepted)
      co_await end(wire::Ending::clean);  // RFC 1929 section 2: the server must close
    co_return sent&& accepted;
  }

  // SOCKS4 has no negotiation: the user id stands in the request.
  void judge_user() {
    (void)ask(Message::method);
    const Login login{request_.user, {}};
    refused4_ = rules_.accepts && !rules_.accepts(login);
  }

  Task<> answer_request() {
    ++server_.requests_;
    event::Connect asked{.version = version_, .authority = authority_of(request_)};
    write(std::move(asked));
    Answer answer = ask(Message::reply);
    const bool decided = answer.code.has_value() || answer.raw.has_value();
    proxy::Dialled dialled;
    if (!answer.code) answer.code = refusal();
    if (refused4_)
      answer.on_sent.insert(answer.on_sent.end(), rules_.on_refusal.begin(),
                            rules_.on_refusal.end());
    if (!decided && !answer.code) {
      dialled = co_await proxy::dial(server_.settings_, server_.journal_, connection_,
                                     request_.host, request_.port);
      if (dialled.failure) {
        event::GatewayError failed{.authority = authority_of(request_),
                                   .why = std::string(proxy::to_string(*dialled.failure))};
        write(std::move(failed));
        answer.code = code_of(*dialled.failure, version_);
      }
    }
    if (!answer.code) answer.code = version_ == 4 ? granted4 : granted5;
    proxy::Tunnel tunnel;
    if (dialled.origin) tunnel = ask_tunnel(dialled.address);
    std::string local = dialled.origin ? dialled.origin->local_address() : std::string();
    const bool sent = co_await send(std::move(answer), Message::reply, std::move(local));
    if (!sent) co_return;
    if (!dialled.origin) co_return co_await end(wire::Ending::clean);
    co_await pass(std::move(dialled), std::move(tunnel));
  }

  // What the server refuses without trying.
  std::optional<unsigned char> refusal() const {
    const bool old = version_ == 4;
    if (refused4_) return user_differs4;
    if (request_.command != 1) return old ? rejected4 : not_supported_command5;
    if (!request_.known_address) return not_supported_address5;
    if (!is_plausible_host(request_.host)) return code_of(proxy::Failure::unresolvable, version_);
    return std::nullopt;
  }

  proxy::Tunnel ask_tunnel(const std::string& origin) {
    fault::Context context;
    context.connection = connection_;
    context.request = server_.requests_;
    context.host = request_.host;
    context.address = address_;
    const std::string port = std::to_string(request_.port);
    const proxy::TunnelContext about{request_.host, port, origin, connection_};
    proxy::Tunnel tunnel;
    server_.tunnels_.ask(context, [&](proxy::TunnelFault& fault, const wire::Acted& acted) {
      fault.on_tunnel(about, tunnel, acted);
    });
    return tunnel;
  }

  Task<> pass(proxy::Dialled dialled, proxy::Tunnel tunnel) {
    event::Tunnel begun{.authority = authority_of(request_), .address = dialled.address};
    write(std::move(begun));
    proxy::Direction down = std::move(tunnel.down);
    proxy::Direction up = std::move(tunnel.up);
    const proxy::Tunnelled done = co_await proxy::run_tunnel(
        peer_, *dialled.origin, std::move(down), std::move(up), std::move(buffer_));
    event::TunnelEnd ended{.up_bytes = number(done.up_bytes),
                           .down_bytes = number(done.down_bytes),
                           .how = std::string(done.how)};
    write(std::move(ended));
  }

  Server& server_;
  wire::Connection& peer_;
  std::uint64_t connection_;
  std::string address_;
  std::string buffer_;
  int version_ = 5;
  Greeting greeting_;
  Rules rules_;
  Request request_;
  bool refused4_ = false;
};

Server::Server(proxy::Settings settings, fault::Clockwork& clockwork)
    : settings_(std::move(settings)),
      journal_(*clockwork.journal),
      plans_{fault::Plan<Fault>(clockwork), fault::Plan<Fault>(clockwork),
             fault::Plan<Fault>(clockwork)},
      tunnels_(clockwork) {}

void Server::add(const fault::ArmedPtr& armed) {
  for (const Message message : {Message::method, Message::auth, Message::reply}) {
    if (dynamic_cast<Fault&>(*armed->fault).concerns(message))
      plans_.at(static_cast<std::size_t>(message)).add(armed);
  }
}

void Server::introduce(fault::Fault& fault) const {
  if (auto* knowing = dynamic_cast<proxy::KnowsCredentials*>(&fault))
    knowing->know(settings_.credentials);
}

Task<> Server::serve(wire::ConnectionPtr peer, std::uint64_t connection, std::string address) {
  Conversation conversation(*this, *peer, connection, std::move(address));
  co_await conversation.run();
}

}  // namespace tetra::socks
