#include <zlib.h>

#include <algorithm>
#include <cstring>
#include <stdexcept>
#include <utility>

#include "mockserver/definitions/gzip.hpp"
#include "mockserver/definitions/gzip_format.hpp"

namespace tetra::definitions {
namespace {

constexpr std::uint64_t kUnit = 1 << 20;

// Raw deflate of so many zeros. A full flush ends on a byte and forgets the window, so that pieces
// can follow each other in any number.
std::string deflate_zeros(std::uint64_t count, int flush) {
  z_stream stream{};
  if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY) != Z_OK) {
    throw std::runtime_error("zlib can't start");
  }
  std::string zeros(static_cast<std::size_t>(count), '\0');
  std::string packed(deflateBound(&stream, static_cast<uLong>(count)) + 16, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(zeros.data());
  stream.avail_in = static_cast<uInt>(zeros.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  deflate(&stream, flush);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

// CRC-32 of so many zeros by doubling, without making them.
std::uint32_t crc32_of_zeros(std::uint64_t count) {
  uLong total = ::crc32(0, nullptr, 0);
  const Bytef zero = 0;
  uLong power = ::crc32(0, &zero, 1);
  for (std::uint64_t length = 1; length <= count && length != 0; length <<= 1) {
    if (count & length) total = crc32_combine(total, power, static_cast<z_off_t>(length));
    power = crc32_combine(power, power, static_cast<z_off_t>(length));
  }
  return static_cast<std::uint32_t>(total);
}

class Repeat final : public ByteSource {
 public:
  Repeat(std::string unit, std::uint64_t count) : unit_(std::move(unit)), count_(count) {}
  std::optional<std::uint64_t> size() const override { return unit_.size() * count_; }
  std::size_t read(std::uint64_t offset, std::span<char> into) const override {
    std::size_t done = 0;
    while (done < into.size() && offset + done < unit_.size() * count_) {
      const auto within = static_cast<std::size_t>((offset + done) % unit_.size());
      const std::size_t n = std::min(unit_.size() - within, into.size() - done);
      std::memcpy(into.data() + done, unit_.data() + within, n);
      done += n;
    }
    return done;
  }

 private:
  std::string unit_;
  std::uint64_t count_;
};

}  // namespace

BytesPtr gzip_bomb(std::uint64_t plain_size) {
  auto body = std::make_shared<Repeat>(deflate_zeros(kUnit, Z_FULL_FLUSH), plain_size / kUnit);
  std::string end = deflate_zeros(plain_size % kUnit, Z_FINISH) +
                    gzip_trailer(crc32_of_zeros(plain_size), plain_size);
  return concat({bytes_of(std::string(kGzipHeader)), std::move(body), bytes_of(std::move(end))});
}

}  // namespace tetra::definitions
