#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tetra::text {

/// Whole numbers: decimal or 0x hex, an optional sign, nothing around it. nullopt when it is not
/// one or does not fit.
std::optional<std::int64_t> to_integer(std::string_view text);

/// Host names and header names: ASCII only, locale free.
std::string lower(std::string_view text);
bool equals_ignoring_case(std::string_view a, std::string_view b);
std::string_view trim(std::string_view text);
std::vector<std::string> split(std::string_view text, char separator);
std::string join(const std::vector<std::string>& parts, std::string_view separator);
std::string hex(std::span<const unsigned char> bytes);

/// The candidate nearest to what was typed, by edit distance, or empty when none is near enough to
/// suggest.
std::string nearest(std::string_view typed, const std::vector<std::string>& candidates);

/// Shell-like glob on a path or host: `*` within a segment, `**` across `/`, `?` one character.
/// Whole text must match.
bool glob(std::string_view pattern, std::string_view subject);

/// Only printable ASCII left as it is, everything else as \xNN: for showing bytes that came from
/// the network.
std::string printable(std::string_view bytes, std::size_t most = 200);

}  // namespace tetra::text
