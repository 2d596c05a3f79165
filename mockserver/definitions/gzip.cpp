#include "mockserver/definitions/gzip.hpp"

#include <zlib.h>

#include <stdexcept>

namespace tetra::definitions {

std::string gzip(std::string_view text) {
  z_stream stream{};
  // 15 + 16: the largest window, with gzip's header and trailer; deflate writes date 0 unless told
  // otherwise.
  if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) !=
      Z_OK) {
    throw std::runtime_error("zlib can't start");
  }
  std::string packed(deflateBound(&stream, static_cast<uLong>(text.size())), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  const int done = deflate(&stream, Z_FINISH);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  if (done != Z_STREAM_END) throw std::logic_error("deflateBound was too small");
  return packed;
}

}  // namespace tetra::definitions
