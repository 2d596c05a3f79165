#include "engine/http/coding.hpp"

#include <zlib.h>

#include <array>
#include <stdexcept>

namespace tetra::http {
namespace {

constexpr std::uint64_t most_plain = 64ull << 20;
constexpr int window = 15;
constexpr int with_gzip_header = 16;

// Runs deflate until it wants more input, or to the end.
void drain(z_stream& stream, int flush, std::string& into) {
  std::array<char, 16384> chunk;
  int done = Z_OK;
  do {
    stream.next_out = reinterpret_cast<Bytef*>(chunk.data());
    stream.avail_out = chunk.size();
    done = deflate(&stream, flush);
    into.append(chunk.data(), chunk.size() - stream.avail_out);
  } while (done == Z_OK && (stream.avail_out == 0 || flush == Z_FINISH));
}

}  // namespace

std::optional<std::string> packed(const ByteSource& source, Coding coding) {
  const auto size = source.size();
  if (!size || *size > most_plain) return std::nullopt;
  z_stream stream{};
  if (deflateInit2(&stream, Z_BEST_SPEED, Z_DEFLATED,
                   window + (coding == Coding::gzip ? with_gzip_header : 0), 8,
                   Z_DEFAULT_STRATEGY) != Z_OK) {
    throw std::runtime_error("zlib can't start");
  }
  std::string result;
  std::array<char, 16384> chunk;
  for (std::uint64_t at = 0; at < *size;) {
    const std::size_t n = source.read(at, chunk);
    if (n == 0) break;
    stream.next_in = reinterpret_cast<Bytef*>(chunk.data());
    stream.avail_in = static_cast<uInt>(n);
    drain(stream, Z_NO_FLUSH, result);
    at += n;
  }
  drain(stream, Z_FINISH, result);
  deflateEnd(&stream);
  return result;
}

}  // namespace tetra::http
