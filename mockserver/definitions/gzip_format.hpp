#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace tetra::definitions {

/// The ten bytes that open every gzip file made by hand here: deflate, no flags, date 0, Unix (RFC
/// 1952 section 2.3).
inline constexpr std::string_view kGzipHeader{"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03", 10};

/// CRC-32 and length modulo 2^32, both little endian (RFC 1952 section 2.3.1).
inline std::string gzip_trailer(std::uint32_t crc32, std::uint64_t plain_size) {
  std::string trailer;
  for (int shift = 0; shift < 32; shift += 8) trailer += static_cast<char>(crc32 >> shift & 0xff);
  for (int shift = 0; shift < 32; shift += 8)
    trailer += static_cast<char>(plain_size >> shift & 0xff);
  return trailer;
}

}  // namespace tetra::definitions
