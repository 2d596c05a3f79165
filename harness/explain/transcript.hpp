#pragma once
#include <string>
#include <string_view>

#include "engine/base/result.hpp"

namespace tetra::explain {

/// What somebody brought in a file, as UTF-8 with LF line ends, whatever it was: UTF-8 or UTF-16
/// with or without a byte order mark
/// (`>` of PowerShell writes UTF-16LE), CRLF. Bytes that are no text stay as they are.
struct Transcript {
  std::string text;
  std::string_view encoding;  ///< `utf-8`, `utf-16le`, `utf-16be`
};
Transcript decode(std::string_view bytes);

/// Reads a file of at most 4 MiB, `-` for standard input. Problems `cannot-read`, `too-long`.
Result<Transcript> read_transcript(const std::string& path);

}  // namespace tetra::explain
