#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "engine/base/byte_source.hpp"

namespace tetra::http {

/// How a body is cut into chunks (RFC 9112 section 7.1), and what is wrong with one of them. The
/// zero value is honest.
struct ChunkForm {
  std::uint64_t size = 16384;
  std::string extension;                 ///< behind every size: `;name=value`
  std::uint64_t spoiled = 0;             ///< the chunk that the next two are about, from 1; 0: none
  std::optional<std::string> size_text;  ///< in place of its size in hex
  std::optional<std::string> data_end;   ///< in place of the CRLF behind its data
  std::string end = "0\r\n\r\n";         ///< last chunk, trailer fields and empty line
};

/// A body with its chunks around it.
struct ChunkedBody {
  BytesPtr bytes;
  std::optional<std::uint64_t> spoiled_at;  ///< the first offset behind what is wrong with the
                                            ///< spoiled chunk; nullopt: there is no such chunk
};

/// Computed for any offset, nothing is kept. A source without a size counts as empty.
ChunkedBody chunked(BytesPtr body, const ChunkForm& form);

}  // namespace tetra::http
