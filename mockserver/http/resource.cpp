#include "mockserver/http/resource.hpp"

#include <fmt/format.h>

#include <optional>

#include "engine/base/text.hpp"

namespace tetra::http {
namespace {

struct ByteRange {
  std::uint64_t first = 0;
  std::uint64_t last = 0;
};

std::optional<std::uint64_t> number(std::string_view text) {
  const auto value = text::to_integer(text);
  if (!value || *value < 0 || text.front() == '+') return std::nullopt;
  return static_cast<std::uint64_t>(*value);
}

enum class RangeAnswer { none, one, unsatisfiable };

// RFC 9110 section 14.1.2; a malformed or multiple range is ignored.
RangeAnswer read_range(std::string_view value, std::uint64_t size, ByteRange& into) {
  if (!value.starts_with("bytes=")) return RangeAnswer::none;
  value.remove_prefix(6);
  const auto dash = value.find('-');
  if (dash == std::string_view::npos || value.find(',') != std::string_view::npos) return RangeAnswer::none;
  const auto left = text::trim(value.substr(0, dash));
  const auto right = text::trim(value.substr(dash + 1));
  if (left.empty()) {
    const auto suffix = right.empty() ? std::nullopt : number(right);
    if (!suffix) return RangeAnswer::none;
    if (*suffix == 0 || size == 0) return RangeAnswer::unsatisfiable;
    into = ByteRange{size - std::min(*suffix, size), size - 1};
    return RangeAnswer::one;
  }
  const auto first = number(left);
  const auto last = right.empty() ? std::optional<std::uint64_t>(UINT64_MAX) : number(right);
  if (!first || !last || *last < *first) return RangeAnswer::none;
  if (*first >= size) return RangeAnswer::unsatisfiable;
  into = ByteRange{*first, std::min(*last, size - 1)};
  return RangeAnswer::one;
}

std::string_view without_weak(std::string_view tag) { return tag.starts_with("W/") ? tag.substr(2) : tag; }

bool tag_list_holds(std::string_view list, std::string_view etag) {
  if (text::trim(list) == "*") return true;
  for (const std::string& tag : text::split(list, ',')) {
    if (!etag.empty() && without_weak(text::trim(tag)) == without_weak(etag)) return true;
  }
  return false;
}

bool not_modified(const Request& request, const Resource& resource) {
  if (const auto tags = request.fields.find("If-None-Match")) return tag_list_holds(*tags, resource.etag);
  const auto since = request.fields.find("If-Modified-Since");
  return since && *since == http_date(resource.last_modified);
}

bool range_still_holds(const Request& request, const Resource& resource) {
  const auto condition = request.fields.find("If-Range");
  return !condition || *condition == resource.etag || *condition == http_date(resource.last_modified);
}

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
  return response;
}

Response method_not_allowed(std::chrono::system_clock::time_point now) {
  Response response = text_response(405, "Only GET and HEAD are allowed here.\n");
  response.fields.add("Date", http_date(now));
  response.fields.add("Allow", "GET, HEAD");
  return response;
}

}  // namespace

Response answer(const Request& request, const Resource& resource, std::chrono::system_clock::time_point now) {
  if (request.method != "GET" && request.method != "HEAD") return method_not_allowed(now);
  Response response = base(resource, now);
  if (const auto tags = request.fields.find("If-Match"); tags && !tag_list_holds(*tags, resource.etag)) {
    response.status = 412;
    return response;
  }
  if (not_modified(request, resource)) {
    response.status = 304;
    return response;
  }
  response.fields.add("Content-Type", resource.content_type);
  response.body = resource.body;
  const std::uint64_t size = resource.body->size().value_or(0);
  const auto wanted = request.fields.find("Range");
  ByteRange range;
  const RangeAnswer got = wanted && range_still_holds(request, resource) ? read_range(*wanted, size, range) : RangeAnswer::none;
  if (got == RangeAnswer::unsatisfiable) {
    response.status = 416;
    response.body = nullptr;
    response.fields.add("Content-Range", fmt::format("bytes */{}", size));
  } else if (got == RangeAnswer::one) {
    response.status = 206;
    response.body = slice(resource.body, range.first, range.last - range.first + 1);
    response.fields.add("Content-Range", fmt::format("bytes {}-{}/{}", range.first, range.last, size));
  }
  return response;
}

Response not_found(const Request& request, std::chrono::system_clock::time_point now) {
  Response response = text_response(404, "There is no " + text::printable(request.path) + " here.\n");
  response.fields.add("Date", http_date(now));
  return response;
}

}  // namespace tetra::http
