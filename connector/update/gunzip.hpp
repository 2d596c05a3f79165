#pragma once
#include <cstdint>
#include <filesystem>
#include <string>

#include "connector/tell/outcome.hpp"

namespace tetra::connector {

/// errno as an outcome: ENOSPC and EDQUOT are disk-full; EBUSY, ETXTBSY and EROFS target-locked;
/// the rest own-io.
Outcome disk_outcome(int error, const std::filesystem::path& file);

struct Unpacked {
  Outcome outcome;  ///< gzip-bad, gzip-too-large, disk-full, target-locked, own-io
  std::string md5;  ///< of the unpacked bytes, lower case
  std::uint64_t bytes = 0;
};
/// gzip file (RFC 1952, several members allowed) to plain file, 64 KiB at a time, never writing
/// more than `most` bytes: a gzip bomb is an error. On an error `to` is removed.
Unpacked gunzip(const std::filesystem::path& from, const std::filesystem::path& to,
                std::uint64_t most);

/// The md5 of a file, or empty when it can't be read.
std::string md5_of(const std::filesystem::path& file);

/// A whole file of at most `most` bytes, or empty.
std::string read_file(const std::filesystem::path& file, std::uint64_t most);
/// Writes, syncs and renames into place.
Outcome write_file(const std::filesystem::path& file, std::string_view text);

}  // namespace tetra::connector
