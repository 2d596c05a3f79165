#include "mockserver/definitions/resource.hpp"

#include <fmt/format.h>

#include <utility>

#include "mockserver/definitions/counter_bytes.hpp"

namespace tetra::definitions {

std::string etag_of(std::uint64_t size, std::uint64_t content) {
  return fmt::format("\"{:x}-{:016x}\"", size, content);
}

Resource with_text(Resource resource, std::string body) {
  resource.etag = etag_of(body.size(), mix(0, body));
  resource.body = bytes_of(std::move(body));
  return resource;
}

Resource with_body(Resource resource, BytesPtr body, std::string_view change) {
  resource.etag = etag_of(body->size().value_or(0), mix(mix(1, resource.etag), change));
  resource.body = std::move(body);
  return resource;
}

}  // namespace tetra::definitions
