#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace tetra::dns {

constexpr std::size_t header_size = 12;  // RFC 1035 section 4.1.1

/// Big-endian 16 bits at an offset; the caller has checked the length.
std::uint16_t get16(std::string_view bytes, std::size_t at);
void put16(std::string& bytes, std::size_t at, std::uint16_t value);
void append16(std::string& bytes, std::uint16_t value);

/// Offset behind an uncompressed name that starts at `at`, or 0 when there is none: cut off, too
/// long, or a pointer.
std::size_t name_end(std::string_view bytes, std::size_t at);
/// Offset behind the first question (name, type, class) of a message, or 0 when it is cut off.
std::size_t question_end(std::string_view message);

/// A name's wire form from its text, or empty when it is not one (label over 63 bytes, name over
/// 255).
std::string wire_name(std::string_view text);
/// A name's text from its wire form, with the final dot; bytes that are not printable are escaped
/// as \DDD.
std::string name_text(std::string_view wire);
/// Lower case and without the final dot: how names are compared and kept.
std::string canonical(std::string_view text);

}  // namespace tetra::dns
