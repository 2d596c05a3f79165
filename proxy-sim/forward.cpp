#include "proxy-sim/forward.hpp"

#include "engine/base/text.hpp"
#include "engine/journal/kinds/tunnel.hpp"
#include "proxy-sim/dial.hpp"
#include "proxy-sim/origin_reader.hpp"

namespace tetra::proxy {
namespace {

constexpr std::string_view via = "1.1 tetra-lab";
constexpr std::string_view hop_by_hop[] = {
    "Connection", "Proxy-Connection",    "Keep-Alive",        "TE", "Trailer", "Transfer-Encoding",
    "Upgrade",    "Proxy-Authorization", "Proxy-Authenticate"};

void add_via(http::Fields& fields) {
  const auto before = fields.find("Via");
  fields.set("Via", before ? std::string(*before) + ", " + std::string(via) : std::string(via));
}

std::string request_bytes(const http::Request& request, const Authority& authority) {
  http::Fields fields = request.fields;
  remove_hop_by_hop(fields);
  // The target's authority counts, whatever Host said (RFC 9112 section 3.2.2); port 80 is not
  // written.
  if (!request.target.starts_with('/'))
    fields.set("Host", authority.port == 80 ? request.host : authority.text);
  add_via(fields);
  fields.set("Connection", "close");
  if (!request.body.empty() || fields.find("Content-Length"))
    fields.set("Content-Length", std::to_string(request.body.size()));
  std::string bytes = request.method + " " + request.path +
                      (request.query.empty() ? "" : "?" + request.query) + " HTTP/1.1\r\n";
  for (const http::Field& field : fields.all()) bytes += field.name + ": " + field.value + "\r\n";
  return bytes + "\r\n" + request.body;
}

http::Response response_of(const std::shared_ptr<OriginReader>& origin,
                           const http::Request& request) {
  http::Response response;
  response.status = origin->status();
  response.reason = origin->reason();
  response.fields = origin->fields();
  remove_hop_by_hop(response.fields);
  add_via(response.fields);
  const bool bodiless =
      request.method == "HEAD" || response.status == 204 || response.status == 304;
  if (const auto length = origin->length()) {
    response.fields.erase("Content-Length");
    if (!bodiless || request.method == "HEAD") response.content_length = std::to_string(*length);
  } else if (request.method == "HEAD") {
    response.hide_length = true;
  } else if (!bodiless) {
    response.framing = request.version < 11 ? http::Response::Framing::until_close
                                            : http::Response::Framing::chunked;
  }
  if (!bodiless)
    response.stream = [origin](asio::mutable_buffer into) { return origin->read_some(into); };
  return response;
}

}  // namespace

http::Response gateway_failed(journal::Journal& journal, const http::Exchange& exchange,
                              const Authority& authority, Failure failure) {
  journal.write(
      "proxy", exchange.connection,
      event::GatewayError{.authority = authority.text, .why = std::string(to_string(failure))});
  return gateway_error(failure, authority.text);
}

void remove_hop_by_hop(http::Fields& fields) {
  std::vector<std::string> named;
  for (const http::Field& field : fields.all()) {
    if (!text::equals_ignoring_case(field.name, "Connection")) continue;
    for (const std::string& option : text::split(field.value, ','))
      named.emplace_back(text::trim(option));
  }
  for (const std::string& name : named) fields.erase(name);
  for (const std::string_view name : hop_by_hop) fields.erase(name);
}

Task<http::Response> forward(const Settings& settings, journal::Journal& journal,
                             const http::Exchange& exchange) {
  const auto authority = authority_of(exchange.request, 80);
  if (!authority)
    co_return http::text_response(400, "The target names no host that could be reached.\n");
  if (!text::lower(exchange.request.target).starts_with("http://")) {
    co_return http::text_response(501,
                                  "This proxy forwards http only; ask for https with CONNECT.\n");
  }
  Dialled dialled =
      co_await dial(settings, journal, exchange.connection, authority->host, authority->port);
  if (dialled.failure) co_return gateway_failed(journal, exchange, *authority, *dialled.failure);
  co_return co_await relay(journal, exchange, *authority, std::move(dialled.origin));
}

Task<http::Response> relay(journal::Journal& journal, const http::Exchange& exchange,
                           Authority authority, wire::ConnectionPtr connection) {
  const auto origin = std::make_shared<OriginReader>(std::move(connection));
  const std::string request = request_bytes(exchange.request, authority);
  const error_code ec = co_await origin->exchange(request, exchange.request.method == "HEAD");
  if (ec) co_return gateway_failed(journal, exchange, authority, Failure::broken_off);
  co_return response_of(origin, exchange.request);
}

}  // namespace tetra::proxy
