#pragma once
#include <optional>
#include <string>

#include "engine/base/byte_source.hpp"

namespace tetra::http {

/// The codings of RFC 9110 section 8.4.1: `gzip` is RFC 1952, `deflate` is zlib's format (RFC
/// 1950).
enum class Coding { gzip, deflate };

/// The source packed, held in memory. nullopt: it has no size, or more than 64 MiB.
std::optional<std::string> packed(const ByteSource& source, Coding coding);

}  // namespace tetra::http
