#include "mockserver/http/resource.hpp"

#include <fmt/format.h>

#include "engine/base/text.hpp"
#include "mockserver/http/conditions.hpp"
#include "mockserver/http/range.hpp"

namespace tetra::http {
namespace {

// In the order of FACTS.md section 2 (what the real server sends for `/`).
Response base(const Resource& resource, std::chrono::system_clock::time_point now) {
  Response response;
  response.fields.add("Date", http_date(now));
  response.fields.add("Server", "");
  response.fields.add("Last-Modified", http_date(resource.last_modified));
  if (!resource.etag.empty()) response.fields.add("ETag", resource.etag);
  response.fields.add("Accept-Ranges", "bytes");
  response.fields.add("Content-Length", "");
  for (const Field& field : resource.fields.all()) response.fields.add(field.name, field.value);
  if (resource.never_cache) response.fields.add("Cache-Control", "no-cache");
  if (resource.ends_connection) {
    response.fields.add("Connection", "close");
    response.keep_alive = false;
  }
  return response;
}

Response method_not_allowed(std::chrono::system_clock::time_point now) {
  Response response = text_response(405, "Only GET and HEAD are allowed here.\n");
  response.fields.add("Date", http_date(now));
  response.fields.add("Allow", "GET, HEAD");
  return response;
}

}  // namespace

Response answer(const Request& request, const Resource& resource,
                std::chrono::system_clock::time_point now) {
  if (request.method != "GET" && request.method != "HEAD") return method_not_allowed(now);
  Response response = base(resource, now);
  const Condition condition = check_conditions(request, resource);
  if (condition != Condition::proceed) {
    response.status = condition == Condition::failed ? 412 : 304;
    return response;
  }
  response.fields.add("Content-Type", resource.content_type);
  response.body = resource.body;
  const std::uint64_t size = resource.body->size().value_or(0);
  // Only GET has ranges (RFC 9110 section 14.2).
  const auto wanted = request.method == "GET" ? request.fields.find("Range") : std::nullopt;
  ByteRange range;
  const RangeAnswer got = wanted && range_still_holds(request, resource)
                              ? read_range(*wanted, size, range)
                              : RangeAnswer::none;
  if (got == RangeAnswer::unsatisfiable) {
    response.status = 416;
    response.body = nullptr;
    response.fields.add("Content-Range", fmt::format("bytes */{}", size));
  } else if (got == RangeAnswer::one) {
    response.status = 206;
    response.body = slice(resource.body, range.first, range.last - range.first + 1);
    response.fields.add("Content-Range",
                        fmt::format("bytes {}-{}/{}", range.first, range.last, size));
  }
  return response;
}

Response not_found(const Request& request, std::chrono::system_clock::time_point now) {
  Response response =
      text_response(404, "There is no " + text::printable(request.path) + " here.\n");
  response.fields.add("Date", http_date(now));
  return response;
}

}  // namespace tetra::http
