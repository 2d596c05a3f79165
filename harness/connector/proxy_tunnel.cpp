#include <fmt/format.h>
#include <openssl/evp.h>

#include <optional>

#include "engine/base/text.hpp"
#include "harness/connector/dial.hpp"
#include "harness/connector/transfer.hpp"

namespace tetra::connector {
namespace {

constexpr std::size_t most_head_bytes = 64 * 1024;

struct StatusLine {
  int status = 0;
  std::string reason;
};

/// `HTTP/1.x NNN reason` (RFC 9112 4); the reason may be missing.
std::optional<StatusLine> parse_status_line(std::string_view line) {
  if (line.size() < 12 || !line.starts_with("HTTP/1.") || line[8] != ' ') return std::nullopt;
  const auto status = text::to_integer(line.substr(9, 3));
  if (!status || *status < 100 || *status > 599 || (line.size() > 12 && line[12] != ' ')) return std::nullopt;
  return StatusLine{static_cast<int>(*status), std::string(text::trim(line.substr(12)))};
}

/// Byte by byte, so that nothing of the tunnel is taken. Empty on an end before the blank line.
std::string read_head(Channel& channel) {
  std::string head;
  char byte = 0;
  while (head.size() < most_head_bytes && !head.ends_with("\r\n\r\n") && !head.ends_with("\n\n")) {
    if (channel.read(&byte, 1) <= 0) return {};
    head += byte;
  }
  return head;
}

Outcome not_answered(const Channel& channel) {
  switch (channel.ending()) {
    case Ending::reset:
      return failed(Cause::tunnel_reset, "the proxy reset the connection instead of answering CONNECT");
    case Ending::timeout:
      return failed(Cause::tunnel_timeout, "the proxy did not answer CONNECT: " + channel.detail());
    case Ending::time_limit:
      return failed(Cause::time_limit, channel.detail());
    case Ending::cancelled:
      return failed(Cause::cancelled, channel.detail());
    default:
      return failed(Cause::tunnel_closed, "the proxy closed the connection instead of answering CONNECT");
  }
}

}  // namespace

std::string basic_credentials(const ProxySettings& proxy) {
  if (proxy.username.empty()) return {};
  const std::string plain = proxy.username + ":" + proxy.password;
  std::string encoded((plain.size() + 2) / 3 * 4 + 1, '\0');
  const int length = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(encoded.data()),
                                     reinterpret_cast<const unsigned char*>(plain.data()), static_cast<int>(plain.size()));
  encoded.resize(static_cast<std::size_t>(length));
  return "Basic " + encoded;
}

Outcome proxy_wants_credentials(const ProxySettings& proxy) {
  if (proxy.username.empty())
    return failed(Cause::proxy_auth_required, "the proxy answered 407 and the policy has no credentials", 407);
  return failed(Cause::proxy_auth_rejected, "the proxy answered 407 to the policy's credentials", 407);
}

Outcome open_tunnel(Channel& channel, const Url& server, const ProxySettings& proxy, Trace& trace) {
  const bool v6 = server.host.find(':') != std::string::npos;
  const std::string target = fmt::format(fmt::runtime(v6 ? "[{}]:{}" : "{}:{}"), server.host, server.port);
  std::string request = fmt::format("CONNECT {0} HTTP/1.1\r\nHost: {0}\r\nUser-Agent: {1}\r\n", target, user_agent);
  const std::string credentials = basic_credentials(proxy);
  if (!credentials.empty()) request += fmt::format("Proxy-Authorization: {}\r\n", credentials);
  request += "\r\n";
  trace.step(Step::proxy_ask, {{"target", target}, {"credentials", credentials.empty() ? "no" : "yes"}});
  if (!channel.write(request.data(), request.size())) return not_answered(channel);
  const std::string head = read_head(channel);
  if (head.empty()) return not_answered(channel);
  const auto line = parse_status_line(text::trim(std::string_view(head).substr(0, head.find('\n'))));
  if (!line || head.size() >= most_head_bytes) {
    return failed(Cause::tunnel_malformed, "the proxy's answer to CONNECT is not HTTP: " + text::printable(head, 60));
  }
  trace.step(Step::proxy_answer, {{"status", std::to_string(line->status)}, {"reason", line->reason}});
  if (line->status == 407) return proxy_wants_credentials(proxy);
  if (line->status / 100 != 2) {
    return failed(Cause::tunnel_refused,
                  fmt::format("the proxy answered CONNECT with {} {}", line->status, text::printable(line->reason, 80)),
                  line->status);
  }
  return success();
}

}  // namespace tetra::connector
