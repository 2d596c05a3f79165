#include "engine/http/request_reader.hpp"

#include <algorithm>
#include <array>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <utility>

#include "engine/base/text.hpp"

namespace tetra::http {
namespace {

namespace beast = boost::beast;
using Parser = beast::http::request_parser<beast::http::string_body>;

constexpr std::uint32_t most_head = 64 * 1024;
constexpr std::uint64_t most_body = 1024 * 1024;

std::string_view view(beast::string_view text) {
  return {text.data(), text.size()};
}

// "host:port", "[::1]:port", "host".
void split_authority(std::string_view authority, Request& into) {
  const auto bracket = authority.rfind(']');
  const auto colon = authority.rfind(':');
  const bool has_port =
      colon != std::string_view::npos && (bracket == std::string_view::npos || colon > bracket);
  into.host = text::lower(authority.substr(0, has_port ? colon : authority.size()));
  into.port = has_port ? std::string(authority.substr(colon + 1)) : std::string();
}

// RFC 9112 section 3.2: the four forms of a target.
void split_target(Request& request) {
  std::string_view rest = request.target;
  if (request.method == "CONNECT") return split_authority(rest, request);
  const auto scheme = rest.find("://");
  if (!rest.starts_with('/') && scheme != std::string_view::npos) {
    rest.remove_prefix(scheme + 3);
    const auto end = std::min(rest.find_first_of("/?"), rest.size());
    split_authority(rest.substr(0, end), request);
    rest.remove_prefix(end);
  } else if (const auto host = request.fields.find("Host")) {
    split_authority(*host, request);
  }
  const auto question = rest.find('?');
  request.path = rest.substr(0, question);
  if (request.path.empty()) request.path = "/";
  if (question != std::string_view::npos) request.query = rest.substr(question + 1);
}

// What the parser lets through and RFC 9112 does not: sections 3.2 (Host, forms of a target)
// and 6.1 (a coding that hides the end).
bool is_sound(const Request& request, bool chunked) {
  const auto& fields = request.fields.all();
  const auto hosts = std::count_if(fields.begin(), fields.end(), [](const Field& field) {
    return text::equals_ignoring_case(field.name, "Host");
  });
  if (hosts > 1 || (hosts == 0 && request.version >= 11 && request.method != "CONNECT"))
    return false;
  if (request.fields.find("Transfer-Encoding") && !chunked) return false;
  const std::string_view target = request.target;
  if (request.method == "CONNECT")
    return !request.host.empty() && target.find('/') == std::string_view::npos;
  return target.starts_with('/') || target.find("://") != std::string_view::npos ||
         (target == "*" && request.method == "OPTIONS");
}

void take(Parser& parser, Request& into) {
  auto message = parser.release();
  into.method = view(message.method_string());
  into.target = view(message.target());
  into.version = message.version();
  into.keep_alive = message.keep_alive();
  for (const auto& field : message)
    into.fields.add(std::string(view(field.name_string())), std::string(view(field.value())));
  into.body = std::move(message.body());
  split_target(into);
}

// RFC 9110 section 10.1.1: the peer holds its body back until it is told to go on.
bool waits_for_us(const Parser& parser) {
  if (!parser.is_header_done() || parser.get().version() < 11) return false;
  return text::equals_ignoring_case(view(parser.get()[beast::http::field::expect]), "100-continue");
}

}  // namespace

Task<RequestReader::Outcome> RequestReader::read(wire::Connection& peer, Request& into) {
  Parser parser;
  parser.eager(true);
  parser.header_limit(most_head);
  parser.body_limit(most_body);
  std::array<char, 2048> chunk;
  const asio::const_buffer go_on = asio::buffer("HTTP/1.1 100 Continue\r\n\r\n", 25);
  bool continued = false;
  for (;;) {
    // An empty line before a request is none of it (RFC 9112 section 2.2).
    while (!parser.got_some() && buffer_.starts_with("\r\n")) buffer_.erase(0, 2);
    error_code ec;
    while (!buffer_.empty() && (parser.got_some() || buffer_ != "\r") && !parser.is_done() && !ec) {
      const std::size_t used = parser.put(asio::buffer(buffer_), ec);
      buffer_.erase(0, used);
      if (used == 0) break;
    }
    if (ec && ec != beast::http::error::need_more) {
      const bool head = ec == beast::http::error::header_limit;
      const bool body = ec == beast::http::error::body_limit;
      refusal_status_ = head ? 431 : (body ? 413 : 400);
      co_return head || body ? Outcome::too_large : Outcome::malformed;
    }
    if (parser.is_done()) {
      const bool chunked = parser.chunked();
      take(parser, into);
      if (is_sound(into, chunked)) co_return Outcome::request;
      refusal_status_ = 400;
      co_return Outcome::malformed;
    }
    if (waits_for_us(parser) && !std::exchange(continued, true)) co_await peer.write(go_on);
    const wire::IoResult got = co_await peer.read_some(asio::buffer(chunk));
    if (got.ec) co_return !parser.got_some() && buffer_.empty() ? Outcome::closed : Outcome::cut;
    buffer_.append(chunk.data(), got.bytes);
  }
}

}  // namespace tetra::http
