#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "engine/base/byte_source.hpp"

namespace tetra::definitions {

/// MD5 of everything in a sized source, 32 lower-case hex digits, as the manifest has it. Reads in
/// small pieces.
std::string md5_hex(const ByteSource& source);
std::string md5_hex(std::string_view text);
/// CRC-32 of everything in a sized source, as the trailer of a gzip file has it (RFC 1952
/// section 2.3.1).
std::uint32_t crc32_of(const ByteSource& source);

/// MD5 and CRC-32 by content, each computed once. Several trees may share one; after fork() a child
/// goes on with what the parent had computed. For one thread.
class FingerprintCache {
 public:
  /// `content` names the bytes: equal keys must mean equal bytes.
  const std::string& md5(std::uint64_t content, const ByteSource& bytes);
  std::uint32_t crc32(std::uint64_t content, const ByteSource& bytes);
  std::size_t size() const { return known_.size(); }

 private:
  struct Known {
    std::string md5;
    std::optional<std::uint32_t> crc32;
  };
  std::unordered_map<std::uint64_t, Known> known_;
};

}  // namespace tetra::definitions
