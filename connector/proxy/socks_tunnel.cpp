#include "connector/proxy/socks_tunnel.hpp"

#include <fmt/format.h>
#include <netinet/in.h>

#include <cstring>

#include "connector/net/name_lookup.hpp"

namespace tetra::connector {
namespace {

/// Which answer is waited for, and what it means when it does not come.
enum class Awaited { first, login, reply };

Outcome not_answered(const Channel& channel, Awaited awaited) {
  const std::string how(to_string(channel.ending()));
  switch (channel.ending()) {
    case Ending::time_limit:
      return failed(Cause::time_limit, channel.detail());
    case Ending::cancelled:
      return failed(Cause::cancelled, channel.detail());
    default:
      break;
  }
  if (awaited == Awaited::first)
    return failed(Cause::socks_no_answer, "no SOCKS answer from the proxy's port (" + how + ")");
  if (awaited == Awaited::login)
    return failed(Cause::socks_login_unanswered,
                  "the SOCKS server did not answer user and password (" + how + ")");
  const std::string detail = "the SOCKS server's reply did not come whole (" + how + ")";
  if (channel.ending() == Ending::reset) return failed(Cause::tunnel_reset, detail);
  return failed(channel.ending() == Ending::timeout ? Cause::tunnel_timeout : Cause::tunnel_closed,
                detail);
}

/// RFC 1928 6 and CD of the SOCKS4 memo.
std::string_view meaning_of(unsigned char code) {
  switch (code) {
    case 1:
      return "general failure";
    case 2:
      return "not allowed by the ruleset";
    case 3:
      return "network unreachable";
    case 4:
      return "host unreachable";
    case 5:
      return "connection refused";
    case 6:
      return "TTL expired";
    case 7:
      return "command not supported";
    case 8:
      return "address type not supported";
    case 91:
      return "rejected or failed";
    case 92:
      return "no identd reached";
    case 93:
      return "identd names another user";
    default:
      return "a code that no standard has";
  }
}

std::string port_bytes(std::uint16_t port) {
  return {static_cast<char>(port >> 8), static_cast<char>(port & 0xff)};
}

class Negotiation {
 public:
  Negotiation(Channel& channel, const Url& server, const ProxySettings& proxy,
              const Network& network, Trace& trace)
      : channel_(channel), server_(server), proxy_(proxy), network_(network), trace_(trace) {}

  Outcome run() {
    trace_.step(Step::socks_ask, {{"target", fmt::format("{}:{}", server_.host, server_.port)},
                                  {"type", std::string(to_string(proxy_.type))},
                                  {"credentials", proxy_.username.empty() ? "no" : "yes"}});
    const bool old = proxy_.type == ProxyType::socks4 || proxy_.type == ProxyType::socks4a;
    if (old) return ask4();
    if (Outcome outcome = admit(); !outcome.ok()) return outcome;
    return ask5();
  }

 private:
  bool send(const std::string& bytes) { return channel_.write(bytes.data(), bytes.size()); }

  /// That many bytes, and no more, so that nothing of the tunnel is taken; fewer when the peer ends
  /// before.
  std::string take(std::size_t n) {
    std::string bytes(n, '\0');
    std::size_t got = 0;
    while (got < n) {
      const auto some = channel_.read(bytes.data() + got, n - got);
      if (some <= 0) break;
      got += static_cast<std::size_t>(some);
    }
    bytes.resize(got);
    return bytes;
  }

  void tell(const std::string& answer) { trace_.step(Step::socks_answer, {{"answer", answer}}); }

  /// Greeting, method, and user with password where the server wants them (RFC 1928 3, RFC 1929).
  Outcome admit() {
    const bool has_login = !proxy_.username.empty();
    const std::string greeting =
        has_login ? std::string{'\5', '\2', '\0', '\2'} : std::string{'\5', '\1', '\0'};
    std::string answer;
    if (send(greeting)) answer = take(1);
    if (answer.empty()) return not_answered(channel_, Awaited::first);
    if (answer[0] != 5)
      return failed(Cause::socks_not_socks,
                    fmt::format("the answer begins with {}, which is not SOCKS5",
                                static_cast<unsigned char>(answer[0])));
    answer = take(1);
    if (answer.empty()) return not_answered(channel_, Awaited::first);
    const auto method = static_cast<unsigned char>(answer[0]);
    tell(fmt::format("with method {}", method));
    if (method == 0) return success();
    if (method == 2 && has_login) return log_in();
    return failed(
        Cause::socks_no_method,
        method == 255
            ? "the SOCKS server accepts none of the offered methods"
            : fmt::format("the SOCKS server chose method {}, which was not offered", method));
  }

  Outcome log_in() {
    if (proxy_.username.size() > 255 || proxy_.password.size() > 255)
      return failed(Cause::proxy_auth_rejected,
                    "user and password for SOCKS5 have at most 255 bytes each");
    std::string login{'\1'};
    for (const std::string* part : {&proxy_.username, &proxy_.password})
      login += static_cast<char>(part->size()) + *part;
    std::string answer;
    if (send(login)) answer = take(2);
    if (answer.size() < 2) return not_answered(channel_, Awaited::login);
    const auto status =
        static_cast<unsigned char>(answer[1]);  // servers that begin with 5 in place of 1 are
                                                // common: libcurl looks at the status alone as well
    tell(fmt::format("the credentials with {}", status));
    if (status == 0) return success();
    return failed(Cause::proxy_auth_rejected,
                  fmt::format("the SOCKS server answered user and password with {}", status));
  }

  /// The server's own IPv4 or IPv6 address, for the types that look names up here.
  Outcome resolve(bool v4_only, std::string& address, std::uint16_t& port) {
    Lookup lookup = look_up(server_.host, server_.port, network_, trace_);
    if (!lookup.outcome.ok()) return std::move(lookup.outcome);
    for (const SocketAddress& one : lookup.addresses) {
      const bool v6 = one.storage.ss_family == AF_INET6;
      if (v6 && v4_only) continue;
      const void* raw = v6 ? static_cast<const void*>(
                                 &reinterpret_cast<const sockaddr_in6&>(one.storage).sin6_addr)
                           : static_cast<const void*>(
                                 &reinterpret_cast<const sockaddr_in&>(one.storage).sin_addr);
      address.assign(static_cast<const char*>(raw), v6 ? 16 : 4);
      port = one.port;
      return success();
    }
    return failed(Cause::dns_nxdomain,
                  server_.host + " has no IPv4 address, and SOCKS4 knows no other");
  }

  Outcome ask5() {
    std::string address = server_.host;
    std::uint16_t port = server_.port;
    char type = 3;
    if (proxy_.type == ProxyType::socks5) {
      if (Outcome outcome = resolve(false, address, port); !outcome.ok()) return outcome;
      type = address.size() == 16 ? '\4' : '\1';
    } else {
      address.insert(address.begin(),
                     static_cast<char>(address.size()));  // parse_url keeps hosts below 254 bytes
    }
    std::string reply;
    if (send(std::string{'\5', '\1', '\0', type} + address + port_bytes(port))) reply = take(4);
    if (reply.size() < 4) return not_answered(channel_, Awaited::reply);
    if (reply[0] != 5)
      return failed(Cause::tunnel_malformed, fmt::format("the SOCKS reply begins with {}",
                                                         static_cast<unsigned char>(reply[0])));
    if (Outcome outcome = granted(static_cast<unsigned char>(reply[1]), 0); !outcome.ok())
      return outcome;
    return skip_bound_address(reply[3]);
  }

  Outcome skip_bound_address(char type) {
    std::size_t length = type == 1 ? 4 : 16;
    if (type == 3) {
      const std::string size = take(1);
      if (size.empty()) return not_answered(channel_, Awaited::reply);
      length = static_cast<unsigned char>(size[0]);
    } else if (type != 1 && type != 4) {
      return failed(Cause::tunnel_malformed,
                    fmt::format("the SOCKS reply has an address of type {}",
                                static_cast<unsigned char>(type)));
    }
    return take(length + 2).size() == length + 2 ? success()
                                                 : not_answered(channel_, Awaited::reply);
  }

  /// The SOCKS4 memo, and 4A's: an address 0.0.0.1 and the name behind the user.
  Outcome ask4() {
    std::string address{'\0', '\0', '\0', '\1'};
    std::uint16_t port = server_.port;
    const bool by_name = proxy_.type == ProxyType::socks4a;
    if (!by_name) {
      if (Outcome outcome = resolve(true, address, port); !outcome.ok()) return outcome;
    }
    std::string request =
        std::string{'\4', '\1'} + port_bytes(port) + address + proxy_.username + '\0';
    if (by_name) request += server_.host + '\0';
    std::string reply;
    if (send(request)) reply = take(1);
    if (reply.empty()) return not_answered(channel_, Awaited::first);
    if (reply[0] != 0)
      return failed(Cause::socks_not_socks,
                    fmt::format("the answer begins with {}, which is not SOCKS4",
                                static_cast<unsigned char>(reply[0])));
    reply = take(7);
    if (reply.size() < 7) return not_answered(channel_, Awaited::reply);
    return granted(static_cast<unsigned char>(reply[0]), 90);
  }

  Outcome granted(unsigned char code, unsigned char granting) {
    tell(fmt::format("the request with {}", code));
    if (code == granting) return success();
    return failed(Cause::socks_refused,
                  fmt::format("the SOCKS server answered {}: {}", code, meaning_of(code)));
  }

  Channel& channel_;
  const Url& server_;
  const ProxySettings& proxy_;
  const Network& network_;
  Trace& trace_;
};

}  // namespace

Outcome open_socks_tunnel(Channel& channel, const Url& server, const ProxySettings& proxy,
                          const Network& network, Trace& trace) {
  return Negotiation(channel, server, proxy, network, trace).run();
}

}  // namespace tetra::connector
