#pragma once
#include <cstdint>
#include <filesystem>
#include <string>

#include "connector/tell/outcome.hpp"
#include "connector/transfer/transfer.hpp"

namespace tetra::connector {

/// Fetches `path` into the file `into`. What an interruption leaves stays beside it as `.part`,
/// with the validator in
/// `.part.id`; the next call asks for the rest with Range and If-Range (RFC 9110 13.1.5), so that a
/// file which has changed starts anew. `http_status` of the outcome tells a 404 from other
/// failures.
Outcome download(Transfer& transfer, const std::string& path, const std::filesystem::path& into,
                 std::uint64_t most, Trace& trace);

}  // namespace tetra::connector
