#include "engine/http/request_reader.hpp"

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

std::string_view view(beast::string_view text) { return {text.data(), text.size()}; }

// "host:port", "[::1]:port", "host".
void split_authority(std::string_view authority, Request& into) {
  const auto bracket = authority.rfind(']');
  const auto colon = authority.rfind(':');
  const bool has_port = colon != std::string_view::npos && (bracket == std::string_view::npos || colon > bracket);
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
    const auto slash = rest.find('/');
    split_authority(rest.substr(0, slash), request);
    rest = slash == std::string_view::npos ? std::string_view("/") : rest.substr(slash);
  } else if (const auto host = request.fields.find("Host")) {
    split_authority(*host, request);
  }
  const auto question = rest.find('?');
  request.path = rest.substr(0, question);
  if (question != std::string_view::npos) request.query = rest.substr(question + 1);
}

void take(Parser& parser, Request& into) {
  auto message = parser.release();
  into.method = view(message.method_string());
  into.target = view(message.target());
  into.version = message.version();
  into.keep_alive = message.keep_alive();
  for (const auto& field : message) into.fields.add(std::string(view(field.name_string())), std::string(view(field.value())));
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
    error_code ec;
    while (!buffer_.empty() && !parser.is_done() && !ec) {
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
      take(parser, into);
      co_return Outcome::request;
    }
    if (waits_for_us(parser) && !std::exchange(continued, true)) co_await peer.write(go_on);
    const wire::IoResult got = co_await peer.read_some(asio::buffer(chunk));
    if (got.ec) co_return !parser.got_some() && buffer_.empty() ? Outcome::closed : Outcome::cut;
    buffer_.append(chunk.data(), got.bytes);
  }
}

}  // namespace tetra::http
