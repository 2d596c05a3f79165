#include <algorithm>
#include <cstring>
#include <optional>
#include <stdexcept>
#include <utility>

#include "mockserver/definitions/fingerprint.hpp"
#include "mockserver/definitions/gzip.hpp"
#include "mockserver/definitions/gzip_format.hpp"

namespace tetra::definitions {
namespace {

constexpr std::uint64_t kBlock = 65535;        // the most that one stored block holds
constexpr std::uint64_t kFramed = kBlock + 5;  // with its header

// An empty file still needs one (empty) last block.
std::uint64_t block_count(std::uint64_t plain_size) {
  return std::max<std::uint64_t>(1, (plain_size + kBlock - 1) / kBlock);
}

class StoredGzip final : public ByteSource {
 public:
  StoredGzip(BytesPtr plain, std::function<std::uint32_t()> crc32)
      : plain_(std::move(plain)), plain_size_(plain_->size().value()), crc32_(std::move(crc32)) {}

  std::optional<std::uint64_t> size() const override { return stored_gzip_size(plain_size_); }

  std::size_t read(std::uint64_t offset, std::span<char> into) const override {
    std::size_t done = 0;
    while (done < into.size()) {
      const std::size_t n = read_part(offset + done, into.subspan(done));
      if (n == 0) break;
      done += n;
    }
    return done;
  }

 private:
  // From one place to the end of what it lies in: the file's header, a block's header, a block's
  // bytes, or the trailer.
  std::size_t read_part(std::uint64_t offset, std::span<char> into) const {
    if (offset < kGzipHeader.size()) return copy(kGzipHeader, offset, into);
    offset -= kGzipHeader.size();
    const std::uint64_t blocks = block_count(plain_size_);
    const std::uint64_t framed_size = plain_size_ + 5 * blocks;
    if (offset >= framed_size) return copy_trailer(offset - framed_size, into);
    const std::uint64_t block = offset / kFramed;
    const std::uint64_t within = offset % kFramed;
    const std::uint64_t length = std::min(kBlock, plain_size_ - block * kBlock);
    if (within < 5) return copy(block_header(length, block + 1 == blocks), within, into);
    const auto n =
        static_cast<std::size_t>(std::min<std::uint64_t>(into.size(), length - (within - 5)));
    return plain_->read(block * kBlock + within - 5, into.first(n));
  }

  static std::string block_header(std::uint64_t length, bool last) {
    const auto low = static_cast<char>(length & 0xff);
    const auto high = static_cast<char>(length >> 8);
    return {static_cast<char>(last ? 1 : 0), low, high, static_cast<char>(~low),
            static_cast<char>(~high)};
  }

  std::size_t copy_trailer(std::uint64_t offset, std::span<char> into) const {
    if (offset >= 8) return 0;
    if (!known_crc32_) known_crc32_ = crc32_ ? crc32_() : crc32_of(*plain_);
    return copy(gzip_trailer(*known_crc32_, plain_size_), offset, into);
  }

  static std::size_t copy(std::string_view from, std::uint64_t offset, std::span<char> into) {
    const std::size_t n = std::min(from.size() - static_cast<std::size_t>(offset), into.size());
    std::memcpy(into.data(), from.data() + offset, n);
    return n;
  }

  BytesPtr plain_;
  std::uint64_t plain_size_;
  std::function<std::uint32_t()> crc32_;
  mutable std::optional<std::uint32_t> known_crc32_;
};

}  // namespace

std::uint64_t stored_gzip_size(std::uint64_t plain_size) {
  return kGzipHeader.size() + plain_size + 5 * block_count(plain_size) + 8;
}

BytesPtr stored_gzip(BytesPtr plain, std::function<std::uint32_t()> crc32) {
  if (!plain->size())
    throw std::logic_error("a stream without an end can't be framed as a gzip file");
  return std::make_shared<StoredGzip>(std::move(plain), std::move(crc32));
}

}  // namespace tetra::definitions
