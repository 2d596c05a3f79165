#include "mockserver/definitions/counter_bytes.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

namespace tetra::definitions {
namespace {

static_assert(std::endian::native == std::endian::little,
              "words are laid out in memory order; the same seed must give the same bytes");

__extension__ using Wide = unsigned __int128;

// The step and the multiply-and-fold of wyrand: one wide multiplication for eight bytes.
constexpr std::uint64_t kStep = 0xa0761d6478bd642f;
constexpr std::uint64_t kFold = 0xe7037ed1a0b428db;

std::uint64_t fold(std::uint64_t a, std::uint64_t b) {
  const Wide product = static_cast<Wide>(a) * b;
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

std::uint64_t word(std::uint64_t key, std::uint64_t index) {
  const std::uint64_t state = key + (index + 1) * kStep;
  return fold(state, state ^ kFold);
}

class CounterBytes final : public ByteSource {
 public:
  CounterBytes(std::uint64_t key, std::uint64_t size) : key_(key), size_(size) {}
  std::optional<std::uint64_t> size() const override { return size_; }

  std::size_t read(std::uint64_t offset, std::span<char> into) const override {
    if (offset >= size_) return 0;
    const auto length =
        static_cast<std::size_t>(std::min<std::uint64_t>(size_ - offset, into.size()));
    std::size_t done = part_of_word(offset, into.first(length));
    for (; length - done >= 8; done += 8) {
      const std::uint64_t value = word(key_, (offset + done) / 8);
      std::memcpy(into.data() + done, &value, 8);
    }
    while (done < length) done += part_of_word(offset + done, into.subspan(done, length - done));
    return length;
  }

 private:
  // What the word at `offset` gives from there to its own end: 0 bytes when `offset` is a whole
  // word's start and a whole word is wanted.
  std::size_t part_of_word(std::uint64_t offset, std::span<char> into) const {
    const std::size_t skip = offset % 8;
    if (skip == 0 && into.size() >= 8) return 0;
    const std::size_t n = std::min<std::size_t>(8 - skip, into.size());
    const std::uint64_t value = word(key_, offset / 8);
    std::memcpy(into.data(), reinterpret_cast<const char*>(&value) + skip, n);
    return n;
  }

  std::uint64_t key_;
  std::uint64_t size_;
};

}  // namespace

std::uint64_t mix(std::uint64_t a, std::uint64_t b) {
  return fold(fold(a + kStep, b ^ kFold) ^ b, kStep);
}

std::uint64_t mix(std::uint64_t a, std::string_view text) {
  a = mix(a, text.size());
  for (const char c : text) a = mix(a, static_cast<unsigned char>(c));
  return a;
}

BytesPtr counter_bytes(std::uint64_t key, std::uint64_t size) {
  return std::make_shared<CounterBytes>(key, size);
}

}  // namespace tetra::definitions
