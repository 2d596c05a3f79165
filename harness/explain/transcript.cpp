#include "harness/explain/transcript.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

namespace tetra::explain {
namespace {

constexpr std::size_t most_bytes = std::size_t{4} << 20;

void append_utf8(std::string& out, char32_t c) {
  const auto byte = [&](char32_t value) {
    out += static_cast<char>(static_cast<unsigned char>(value));
  };
  if (c < 0x80) return byte(c);
  if (c < 0x800) {
    byte(0xC0 | (c >> 6));
  } else if (c < 0x10000) {
    byte(0xE0 | (c >> 12));
    byte(0x80 | ((c >> 6) & 0x3F));
  } else {
    byte(0xF0 | (c >> 18));
    byte(0x80 | ((c >> 12) & 0x3F));
    byte(0x80 | ((c >> 6) & 0x3F));
  }
  byte(0x80 | (c & 0x3F));
}

// A lone surrogate, or half a unit at the end, becomes U+FFFD.
std::string from_utf16(std::string_view bytes, bool little) {
  std::string out;
  const auto unit = [&](std::size_t at) {
    const auto first = static_cast<unsigned char>(bytes[at]),
               second = static_cast<unsigned char>(bytes[at + 1]);
    return static_cast<char32_t>(little ? first | second << 8 : first << 8 | second);
  };
  for (std::size_t at = 0; at + 1 < bytes.size(); at += 2) {
    const char32_t high = unit(at);
    if (high < 0xD800 || high > 0xDFFF) {
      append_utf8(out, high);
      continue;
    }
    const char32_t low = high < 0xDC00 && at + 3 < bytes.size() ? unit(at + 2) : 0;
    const bool pair = low >= 0xDC00 && low <= 0xDFFF;
    append_utf8(out, pair ? 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00) : U'\uFFFD');
    if (pair) at += 2;
  }
  if (bytes.size() % 2 != 0) append_utf8(out, U'\uFFFD');
  return out;
}

// Without a byte order mark: English and German text has a zero in nearly every unit.
std::string_view guessed(std::string_view bytes) {
  const std::size_t looked = std::min<std::size_t>(bytes.size(), 512) / 2 * 2;
  std::size_t even = 0, odd = 0;
  for (std::size_t at = 0; at < looked; ++at) {
    if (bytes[at] == '\0') ++(at % 2 == 0 ? even : odd);
  }
  if (looked < 4) return "utf-8";
  if (odd > looked / 3 && even < looked / 16) return "utf-16le";
  if (even > looked / 3 && odd < looked / 16) return "utf-16be";
  return "utf-8";
}

std::string with_newlines(const std::string& text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '\r') {
      out += text[at];
    } else if (at + 1 == text.size() || text[at + 1] != '\n') {
      out += '\n';
    }
  }
  return out;
}

Result<std::string> read_all(int file, const std::string& path) {
  std::string bytes;
  std::array<char, 65536> chunk;
  for (;;) {
    const ssize_t got = ::read(file, chunk.data(), chunk.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return fail("cannot-read", {}, path + " can't be read: " + std::strerror(errno));
    if (got == 0) return bytes;
    bytes.append(chunk.data(), static_cast<std::size_t>(got));
    if (bytes.size() > most_bytes)
      return fail("too-long", {}, path + " is longer than 4 MiB",
                  "give the part around the failure");
  }
}

}  // namespace

Transcript decode(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF"))
    return {with_newlines(std::string(bytes.substr(3))), "utf-8"};
  if (bytes.starts_with("\xFF\xFE"))
    return {with_newlines(from_utf16(bytes.substr(2), true)), "utf-16le"};
  if (bytes.starts_with("\xFE\xFF"))
    return {with_newlines(from_utf16(bytes.substr(2), false)), "utf-16be"};
  const std::string_view encoding = guessed(bytes);
  if (encoding == "utf-8") return {with_newlines(std::string(bytes)), encoding};
  return {with_newlines(from_utf16(bytes, encoding == "utf-16le")), encoding};
}

Result<Transcript> read_transcript(const std::string& path) {
  const int file = path == "-" ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0)
    return fail("cannot-read", {}, path + " can't be read: " + std::strerror(errno),
                "check the path");
  auto bytes = read_all(file, path == "-" ? "standard input" : path);
  if (file != STDIN_FILENO) ::close(file);
  if (!bytes) return fail(bytes.error());
  return decode(*bytes);
}

}  // namespace tetra::explain
