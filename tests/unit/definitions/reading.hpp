#pragma once
#include <string>
#include <string_view>

#include "engine/base/byte_source.hpp"

namespace tetra::definitions::reading {

/// What a gzip file expands to, by zlib, trailer checked; `rest` gets what follows the file. Throws
/// on anything zlib refuses.
std::string gunzip(std::string_view packed, std::string* rest = nullptr);
/// How many bytes a gzip file expands to, read in pieces so that size does not matter; trailer
/// checked.
std::uint64_t gunzipped_size(const ByteSource& packed);
/// Whether `line` is a versions.sig over `text` by the key in `pem`.
bool verifies(std::string_view pem, std::string_view text, std::string_view line);

}  // namespace tetra::definitions::reading
