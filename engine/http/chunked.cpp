#include "engine/http/chunked.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace tetra::http {
namespace {

std::string hex_of(std::uint64_t number) {
  return fmt::format("{:x}", number);
}

// Chunks of one size; the last may be shorter. No last chunk of size 0.
class EvenChunks final : public ByteSource {
 public:
  EvenChunks(BytesPtr body, std::uint64_t data, std::string extension)
      : body_(std::move(body)),
        size_(body_->size().value_or(0)),
        data_(data),
        line_end_(std::move(extension) + "\r\n") {}

  std::optional<std::uint64_t> size() const override {
    const std::uint64_t rest = size_ % data_;
    return size_ / data_ * stride(data_) + (rest == 0 ? 0 : stride(rest));
  }
  std::size_t read(std::uint64_t offset, std::span<char> into) const override {
    std::size_t total = 0;
    while (total < into.size()) {
      const std::size_t n = read_piece(offset + total, into.subspan(total));
      if (n == 0) break;
      total += n;
    }
    return total;
  }

 private:
  std::string line(std::uint64_t length) const { return hex_of(length) + line_end_; }
  std::uint64_t stride(std::uint64_t length) const { return line(length).size() + length + 2; }
  static std::size_t copy(std::string_view from, std::uint64_t at, std::span<char> into) {
    return at >= from.size()
               ? 0
               : from.substr(static_cast<std::size_t>(at)).copy(into.data(), into.size());
  }
  std::size_t read_piece(std::uint64_t offset, std::span<char> into) const {
    const std::uint64_t chunk = std::min(offset / stride(data_), size_ / data_);
    const std::uint64_t length = std::min(data_, size_ - chunk * data_);
    if (length == 0) return 0;
    const std::uint64_t at = offset - chunk * stride(data_);
    const std::string head = line(length);
    if (at < head.size()) return copy(head, at, into);
    const std::uint64_t in_data = at - head.size();
    if (in_data >= length) return copy("\r\n", in_data - length, into);
    return body_->read(chunk * data_ + in_data,
                       into.first(static_cast<std::size_t>(
                           std::min<std::uint64_t>(length - in_data, into.size()))));
  }

  BytesPtr body_;
  std::uint64_t size_, data_;
  std::string line_end_;
};

}  // namespace

ChunkedBody chunked(BytesPtr body, const ChunkForm& form) {
  const std::uint64_t size = body->size().value_or(0);
  const std::uint64_t data = std::max<std::uint64_t>(1, form.size);
  const auto even = [&](BytesPtr part) {
    return std::make_shared<EvenChunks>(std::move(part), data, form.extension);
  };
  const std::uint64_t chunks = size / data + (size % data == 0 ? 0 : 1);
  if (form.spoiled == 0 || form.spoiled > chunks)
    return {concat({even(body), bytes_of(form.end)}), std::nullopt};
  const std::uint64_t first = (form.spoiled - 1) * data;
  const std::uint64_t length = std::min(data, size - first);
  const BytesPtr before = even(slice(body, 0, first));
  const std::string line = form.size_text.value_or(hex_of(length)) + form.extension + "\r\n";
  const std::string data_end = form.data_end.value_or("\r\n");
  const std::uint64_t behind_line = before->size().value_or(0) + line.size();
  const BytesPtr after = even(slice(body, first + length, size - first - length));
  // A missing line end shows at the byte that comes in its place.
  const std::uint64_t behind_data =
      behind_line + length + std::max<std::uint64_t>(1, data_end.size());
  return {concat({before, bytes_of(line), slice(body, first, length), bytes_of(data_end), after,
                  bytes_of(form.end)}),
          form.data_end ? behind_data : behind_line};
}

}  // namespace tetra::http
