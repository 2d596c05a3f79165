#include "world/handlers.hpp"

#include <chrono>

#include "engine/http/respond.hpp"
#include "mockserver/http/resource.hpp"

namespace tetra::world {
namespace {

std::chrono::system_clock::time_point now() {
  return std::chrono::system_clock::now();
}

http::Resource served(const definitions::Resource& found) {
  http::Resource resource;
  resource.body = found.body;
  resource.content_type = found.content_type;
  resource.etag = found.etag;
  resource.last_modified = found.last_modified;
  resource.never_cache = found.caching == definitions::Caching::never;
  resource.ends_connection = found.kind == definitions::Kind::root;
  return resource;
}

// The peer has met the deviation at the first byte of the body that is another one. Where there is
// no such byte, it is in the head: the length, the status or the ETag. A range of it may hold
// nothing of the deviation at all.
void tell(std::vector<wire::Acted> acted, const http::Response& healthy, http::Response& response) {
  const bool bodies = healthy.body && response.body && healthy.status == response.status;
  constexpr std::uint64_t nowhere = UINT64_MAX;
  std::uint64_t differs = nowhere;
  if (bodies)
    differs = definitions::first_difference(*healthy.body, *response.body).value_or(nowhere);
  if (bodies && differs == nowhere && healthy.fields.find("ETag") == response.fields.find("ETag"))
    return;
  for (wire::Acted& one : acted) {
    if (differs == nowhere || differs >= response.body->size().value_or(0)) {
      response.on_head.push_back(std::move(one));
      continue;
    }
    Position behind;
    behind.bytes = differs + 1;
    response.delivery.pauses.push_back(
        wire::Delivery::Pause{behind, Duration::zero(), std::move(one)});
  }
}

// An answer has been met once all of it is written. Of a long one the peer may take the beginning
// alone, and leave because it is too long.
void tell_when_met(http::Response& response, std::vector<wire::Acted>& acted) {
  constexpr std::uint64_t beginning = 8 * 1024;
  Position behind;
  behind.bytes = beginning;
  const bool is_long = response.body && response.body->size().value_or(0) > beginning;
  for (wire::Acted& one : acted) {
    if (is_long) {
      response.delivery.pauses.push_back(
          wire::Delivery::Pause{behind, Duration::zero(), std::move(one)});
    } else {
      response.on_sent.push_back(std::move(one));
    }
  }
}

}  // namespace

Task<http::Response> UpdateHandler::handle(const http::Exchange& exchange) {
  const fault::Context context = http::context_of(exchange);
  auto found = publisher_.find(exchange.request.path, context);
  if (!found) co_return http::not_found(exchange.request, now());
  const http::Resource resource = served(found->resource);
  http::Response response = http::answer(exchange.request, resource, now());
  if (!found->acted.empty() && exchange.request.method == "GET") {
    const http::Resource untouched = served(found->healthy);
    const http::Response healthy = http::answer(exchange.request, untouched, now());
    tell(std::move(found->acted), healthy, response);
  }
  co_return response;
}

Task<http::Response> OcspHandler::handle(const http::Exchange& exchange) {
  const http::Request& request = exchange.request;
  if (request.method != "GET" && request.method != "POST")
    co_return http::text_response(405, "OCSP is asked with GET or POST.\n");
  const std::string der =
      request.method == "POST" ? request.body : ocsp::Responder::request_of_path(request.path);
  const fault::Context context = http::context_of(exchange);
  ocsp::Responder::Answer answer = responder_->answer(der, context);
  http::Response response;
  response.fields.add("Date", http::http_date(now()));
  response.fields.add("Content-Type", "application/ocsp-response");
  response.body = bytes_of(std::move(answer.der));
  tell_when_met(response, answer.acted);
  co_return response;
}

Task<http::Response> CrlHandler::handle(const http::Exchange& exchange) {
  const fault::Context context = http::context_of(exchange);
  http::Resource resource;
  resource.last_modified = now();
  std::vector<wire::Acted> acted;
  const std::string& path = exchange.request.path;
  if (path == "/certs/hydrantidcaO1.p7c") {
    resource.body = publisher_->issuers();
    resource.content_type = "application/x-pkcs7-certificates";
  } else if (path == "/crl/hydrantidcao1.crl" || path == "/crl/commercialrootca1.crl") {
    const bool root = path.ends_with("commercialrootca1.crl");
    crl::Publisher::Published list =
        publisher_->list(root ? certs::Authority::root : certs::Authority::intermediate, context);
    resource.body = std::move(list.bytes);
    resource.content_type = "application/pkix-crl";
    acted = std::move(list.acted);
  } else {
    co_return http::not_found(exchange.request, now());
  }
  http::Response response = http::answer(exchange.request, resource, now());
  tell_when_met(response, acted);
  co_return response;
}

}  // namespace tetra::world
