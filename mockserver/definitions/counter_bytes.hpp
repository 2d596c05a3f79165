#pragma once
#include <cstdint>
#include <string_view>

#include "engine/base/byte_source.hpp"

namespace tetra::definitions {

/// A well mixed 64-bit number from two: the lab's only source of "random" content. Same input, same
/// output, on every machine.
std::uint64_t mix(std::uint64_t a, std::uint64_t b);
/// The same for a text; an empty text mixes too.
std::uint64_t mix(std::uint64_t a, std::string_view text);

/// `size` bytes that do not compress, each a function of `key` and its offset alone: a read costs
/// the same at any place, and nothing is stored.
BytesPtr counter_bytes(std::uint64_t key, std::uint64_t size);

}  // namespace tetra::definitions
