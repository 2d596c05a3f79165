#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "engine/base/byte_source.hpp"
#include "mockserver/definitions/location.hpp"
#include "mockserver/definitions/releases.hpp"

namespace tetra::definitions {

/// Whether caches on the way may keep an answer. versions.id, version.txt and cumulative.txt:
/// never; all else does not change.
enum class Caching { cacheable, never };

/// What one path of the tree answers. A value: changing a copy changes nothing in the tree.
struct Resource {
  BytesPtr body;             ///< never null, always with a size
  std::string content_type;  ///< a header value
  std::string etag;          ///< strong, with its quotes; the same as long as the body is the same
  TimePoint
      last_modified;  ///< whole seconds: when the release that brought this body became available
  Caching caching = Caching::cacheable;
  Kind kind = Kind::root;
  Engine engine = Engine::av64bit;
  std::uint32_t version =
      0;  ///< of the release; for versions.id and the .txt files the current one; 0 for `/`
  std::string relative;  ///< of a payload, v3 or not: its path below avx/, without `.gzip`
};

/// A strong ETag from a size and 64 bits that stand for the content.
std::string etag_of(std::uint64_t size, std::uint64_t content);

/// The same resource with another text as its body and the ETag that goes with it. To keep the old
/// ETag under a new body, assign `body`.
Resource with_text(Resource resource, std::string body);
/// The same for a body too large to read: the new ETag comes from the old one and `change`, a word
/// that names what was done to it.
Resource with_body(Resource resource, BytesPtr body, std::string_view change);

}  // namespace tetra::definitions
