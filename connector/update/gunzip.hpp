#pragma once
#include <cstdint>
#include <filesystem>
#include <string>

#include "connector/tell/outcome.hpp"

namespace tetra::connector {

/// What became of a packed file.
struct Unpacked {
  Outcome outcome;  ///< gzip-bad, gzip-too-large, disk-full, target-locked, own-io
  std::string md5;  ///< of the unpacked bytes, lower case
  std::uint64_t bytes = 0;
};
/// gzip file (RFC 1952, several members allowed) to plain file, 64 KiB at a time, never writing
/// more than `most` bytes: a gzip bomb is an error. On an error `to` is removed.
Unpacked gunzip(const std::filesystem::path& from, const std::filesystem::path& to,
                std::uint64_t most);

}  // namespace tetra::connector
