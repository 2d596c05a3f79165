#pragma once
#include <chrono>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

/// A DER writer (X.690): each function returns the bytes of one element. Enough of it for
/// certificates, CRLs and OCSP.
namespace tetra::certs::der {

using Time = std::chrono::system_clock::time_point;

inline constexpr unsigned char kUtf8String = 0x0C;
inline constexpr unsigned char kIa5String = 0x16;

/// Tag, length, content.
std::string element(unsigned char tag, std::string_view content);
std::string sequence(std::initializer_list<std::string_view> parts);
std::string set(std::string_view content);
/// An element of the context-specific class, `[number]`; constructed as EXPLICIT tags are, or
/// primitive.
std::string context(unsigned number, std::string_view content);
std::string context_primitive(unsigned number, std::string_view content);

/// A non-negative INTEGER from its big-endian bytes: leading zeros go, a sign byte comes where it
/// is needed.
std::string integer(std::string_view magnitude);
std::string integer(std::uint64_t value);
std::string enumerated(unsigned char value);
std::string boolean(bool value);
std::string null();
std::string octet_string(std::string_view bytes);
std::string bit_string(std::string_view bytes, unsigned char unused_bits = 0);

/// OBJECT IDENTIFIER of an OpenSSL NID, or from dotted text or an OpenSSL short name
/// (`serverAuth`); empty when there is none such.
std::string object(int nid);
std::string object(const std::string& text);

/// UTCTime up to 2049, GeneralizedTime outside of 1950 to 2049 (RFC 5280 4.1.2.5). Seconds, always
/// Z.
std::string time(Time at);
std::string generalized_time(Time at);

}  // namespace tetra::certs::der
