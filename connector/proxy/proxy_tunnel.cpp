#include "connector/proxy/proxy_tunnel.hpp"

#include <fmt/format.h>

#include "connector/login/field_values.hpp"
#include "connector/transfer/user_agent.hpp"
#include "engine/base/text.hpp"

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
  if (!status || *status < 100 || *status > 599 || (line.size() > 12 && line[12] != ' '))
    return std::nullopt;
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
      return failed(Cause::tunnel_reset,
                    "the proxy reset the connection instead of answering CONNECT");
    case Ending::timeout:
      return failed(Cause::tunnel_timeout, "the proxy did not answer CONNECT: " + channel.detail());
    case Ending::time_limit:
      return failed(Cause::time_limit, channel.detail());
    case Ending::cancelled:
      return failed(Cause::cancelled, channel.detail());
    default:
      return failed(Cause::tunnel_closed,
                    "the proxy closed the connection instead of answering CONNECT");
  }
}

/// Reads away what follows a refusing head, so that the next answer begins where it should. False:
/// only the connection's end tells where that is, or it came first.
bool skip_body(Channel& channel, std::string_view head) {
  constexpr std::int64_t most_body = 256 * 1024;
  const auto lengths = field_values(head, "Content-Length");
  const auto length = lengths.size() == 1 ? text::to_integer(lengths.front()) : std::nullopt;
  if (!length || *length < 0 || *length > most_body) return false;
  std::string body(static_cast<std::size_t>(*length), '\0');
  for (std::size_t at = 0; at < body.size();) {
    const auto got = channel.read(body.data() + at, body.size() - at);
    if (got <= 0) return false;
    at += static_cast<std::size_t>(got);
  }
  for (const char* name : {"Connection", "Proxy-Connection"}) {
    for (const std::string& value : field_values(head, name)) {
      if (text::lower(value).find("close") != std::string::npos) return false;
    }
  }
  return true;
}

/// One CONNECT and its answer.
struct Asked {
  Outcome outcome;
  int status = 0;
  std::string head;
};

Asked ask_once(Channel& channel, const std::string& target, const std::string& credentials,
               Trace& trace) {
  std::string request =
      fmt::format("CONNECT {0} HTTP/1.1\r\nHost: {0}\r\nUser-Agent: {1}\r\n", target, user_agent);
  if (!credentials.empty()) request += fmt::format("Proxy-Authorization: {}\r\n", credentials);
  request += "\r\n";
  trace.step(Step::proxy_ask,
             {{"target", target}, {"credentials", credentials.empty() ? "no" : "yes"}});
  Asked asked;
  if (channel.write(request.data(), request.size())) asked.head = read_head(channel);
  if (asked.head.empty()) {
    asked.outcome = not_answered(channel);
    return asked;
  }
  const auto line =
      parse_status_line(text::trim(std::string_view(asked.head).substr(0, asked.head.find('\n'))));
  if (!line || asked.head.size() >= most_head_bytes) {
    asked.outcome = failed(Cause::tunnel_malformed, "the proxy's answer to CONNECT is not HTTP: " +
                                                        text::printable(asked.head, 60));
    return asked;
  }
  trace.step(Step::proxy_answer,
             {{"status", std::to_string(line->status)}, {"reason", line->reason}});
  asked.status = line->status;
  if (line->status / 100 != 2) {
    asked.outcome = failed(Cause::tunnel_refused,
                           fmt::format("the proxy answered CONNECT with {} {}", line->status,
                                       text::printable(line->reason, 80)),
                           line->status);
  }
  return asked;
}

}  // namespace

Tunnelling open_tunnel(Channel& channel, const Url& server, const ProxySettings& proxy,
                       ProxyLogin& login, std::string credentials, Trace& trace) {
  const bool v6 = server.host.find(':') != std::string::npos;
  const std::string target =
      fmt::format(fmt::runtime(v6 ? "[{}]:{}" : "{}:{}"), server.host, server.port);
  for (int nth = 1;; ++nth) {
    Asked asked = ask_once(channel, target, credentials, trace);
    // An answer to NTLM's messages that never comes is a refusal of the credentials, whatever ended
    // the connection.
    if (asked.status == 0 && login.is_bound() && asked.outcome.stage() == Stage::tunnel)
      return {failed(Cause::proxy_auth_rejected,
                     "the proxy broke off in the middle of NTLM: " + asked.outcome.detail),
              {}};
    // The proxy ended a connection that its 407 had promised to keep: another one is due (RFC
    // 9112 9.3.1).
    if (nth > 1 &&
        (asked.outcome.cause == Cause::tunnel_closed || asked.outcome.cause == Cause::tunnel_reset))
      return {std::move(asked.outcome), credentials};
    if (asked.status != 407) return {std::move(asked.outcome), {}};
    const bool may_go_on = skip_body(channel, asked.head);
    const auto next =
        login.answer(field_values(asked.head, "Proxy-Authenticate"), "CONNECT", target);
    if (!next) return {proxy_wants_credentials(proxy), {}};
    if (!may_go_on) return {proxy_wants_credentials(proxy), next};
    credentials = *next;
  }
}

}  // namespace tetra::connector
