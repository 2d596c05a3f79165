#pragma once
#include <cstdint>
#include <string>

#include "mockserver/definitions/releases.hpp"

namespace tetra::definitions {

/// A SYNTHETIC container in the layout of ClamAV's CVD, for freshclam to fetch: a head of 512 bytes
/// (fields between colons, filled up with spaces), then a gzipped tar with hash signatures that
/// match nothing. Made from the seed alone; nothing in it comes from a vendor, and its digital
/// signature is no signature: freshclam takes it as a custom database only. About 50 KiB.
std::string clamav_container(std::uint64_t seed, TimePoint made);

}  // namespace tetra::definitions
