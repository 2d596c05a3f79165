#include "engine/base/byte_source.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

namespace tetra {
namespace {

std::size_t available(std::uint64_t size, std::uint64_t offset, std::size_t wanted) {
  return offset >= size ? 0
                        : static_cast<std::size_t>(std::min<std::uint64_t>(size - offset, wanted));
}

class Memory final : public ByteSource {
 public:
  explicit Memory(std::string text) : text_(std::move(text)) {}
  std::optional<std::uint64_t> size() const override { return text_.size(); }
  std::size_t read(std::uint64_t offset, std::span<char> into) const override {
    const std::size_t n = available(text_.size(), offset, into.size());
    if (n > 0) std::memcpy(into.data(), text_.data() + offset, n);
    return n;
  }

 private:
  std::string text_;
};

class Slice final : public ByteSource {
 public:
  Slice(BytesPtr whole, std::uint64_t offset, std::uint64_t length)
      : whole_(std::move(whole)), offset_(offset), length_(length) {}
  std::optional<std::uint64_t> size() const override { return length_; }
  std::size_t read(std::uint64_t offset, std::span<char> into) const override {
    const std::size_t n = available(length_, offset, into.size());
    return n == 0 ? 0 : whole_->read(offset_ + offset, into.first(n));
  }

 private:
  BytesPtr whole_;
  std::uint64_t offset_;
  std::uint64_t length_;
};

class Concat final : public ByteSource {
 public:
  explicit Concat(std::vector<BytesPtr> parts) : parts_(std::move(parts)) {}
  std::optional<std::uint64_t> size() const override {
    std::uint64_t total = 0;
    for (const auto& part : parts_) {
      if (!part->size()) return std::nullopt;
      total += *part->size();
    }
    return total;
  }
  std::size_t read(std::uint64_t offset, std::span<char> into) const override {
    std::size_t total = 0;
    for (const auto& part : parts_) {
      const auto size = part->size();
      if (size && offset >= *size) {
        offset -= *size;
        continue;
      }
      const std::size_t n = part->read(offset, into.subspan(total));
      total += n;
      if (!size || total == into.size()) break;
      offset = 0;
    }
    return total;
  }

 private:
  std::vector<BytesPtr> parts_;
};

class Overlay final : public ByteSource {
 public:
  Overlay(BytesPtr whole, std::uint64_t offset, std::string text)
      : whole_(std::move(whole)), offset_(offset), text_(std::move(text)) {}
  std::optional<std::uint64_t> size() const override { return whole_->size(); }
  std::size_t read(std::uint64_t offset, std::span<char> into) const override {
    const std::size_t n = whole_->read(offset, into);
    const std::uint64_t first = std::max(offset, offset_);
    const std::uint64_t last = std::min(offset + n, offset_ + text_.size());
    if (first < last)
      std::memcpy(into.data() + (first - offset), text_.data() + (first - offset_), last - first);
    return n;
  }

 private:
  BytesPtr whole_;
  std::uint64_t offset_;
  std::string text_;
};

class Flip final : public ByteSource {
 public:
  Flip(BytesPtr whole, std::uint64_t offset, unsigned char mask)
      : whole_(std::move(whole)), offset_(offset), mask_(mask) {}
  std::optional<std::uint64_t> size() const override { return whole_->size(); }
  std::size_t read(std::uint64_t offset, std::span<char> into) const override {
    const std::size_t n = whole_->read(offset, into);
    if (offset_ >= offset && offset_ - offset < n) {
      char& byte = into[static_cast<std::size_t>(offset_ - offset)];
      byte = static_cast<char>(static_cast<unsigned char>(byte) ^ mask_);
    }
    return n;
  }

 private:
  BytesPtr whole_;
  std::uint64_t offset_;
  unsigned char mask_;
};

}  // namespace

BytesPtr bytes_of(std::string text) {
  return std::make_shared<Memory>(std::move(text));
}

BytesPtr slice(BytesPtr whole, std::uint64_t offset, std::uint64_t length) {
  if (const auto size = whole->size()) {
    offset = std::min(offset, *size);
    length = std::min(length, *size - offset);
  }
  return std::make_shared<Slice>(std::move(whole), offset, length);
}

BytesPtr concat(std::vector<BytesPtr> parts) {
  return std::make_shared<Concat>(std::move(parts));
}

BytesPtr overlay(BytesPtr whole, std::uint64_t offset, std::string text) {
  return std::make_shared<Overlay>(std::move(whole), offset, std::move(text));
}

BytesPtr flip(BytesPtr whole, std::uint64_t offset, unsigned char mask) {
  return std::make_shared<Flip>(std::move(whole), offset, mask);
}

std::string read_all(const ByteSource& source) {
  const auto size = source.size();
  if (!size) return {};
  std::string text(static_cast<std::size_t>(*size), '\0');
  std::size_t got = 0;
  while (got < text.size()) {
    const std::size_t n = source.read(got, std::span<char>(text).subspan(got));
    if (n == 0) break;
    got += n;
  }
  text.resize(got);
  return text;
}

}  // namespace tetra
