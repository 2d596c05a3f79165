#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "engine/base/byte_source.hpp"

namespace tetra::definitions {

/// A gzip file (RFC 1952) of a text held in memory: real deflate, date 0, no name, so that the same
/// text gives the same bytes.
std::string gzip(std::string_view text);

/// A gzip file over a sized source of any length in stored deflate blocks (RFC 1951 section 3.2.4):
/// its size and every byte of it are computed from the offset, nothing is kept. `crc32` is asked
/// once, when the trailer is read for the first time; left out, it is computed from the source.
BytesPtr stored_gzip(BytesPtr plain, std::function<std::uint32_t()> crc32 = {});
/// How long stored_gzip's file is for that many plain bytes.
std::uint64_t stored_gzip_size(std::uint64_t plain_size);

/// A valid gzip file of about a thousandth of `plain_size` that expands to that many zero bytes.
/// Takes a few KB of memory, however large.
BytesPtr gzip_bomb(std::uint64_t plain_size);

}  // namespace tetra::definitions
