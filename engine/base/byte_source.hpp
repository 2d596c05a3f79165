#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tetra {

/// Bytes that can be read at any place, made when they are asked for: how a 120 MB set is served
/// without storing it. Immutable and shareable: one source may be read by many connections of one
/// world.
class ByteSource {
 public:
  virtual ~ByteSource() = default;
  /// Length in bytes, or nullopt for a stream that never ends.
  virtual std::optional<std::uint64_t> size() const = 0;
  /// Fills as much of `into` as there is from `offset` on; returns how many bytes, 0 only at or
  /// behind the end.
  virtual std::size_t read(std::uint64_t offset, std::span<char> into) const = 0;
};
using BytesPtr = std::shared_ptr<const ByteSource>;

/// Bytes held in memory.
BytesPtr bytes_of(std::string text);
/// A part of another source; `length` is cut to what there is.
BytesPtr slice(BytesPtr whole, std::uint64_t offset, std::uint64_t length);
/// One source after the other; every part but the last must have a size.
BytesPtr concat(std::vector<BytesPtr> parts);
/// The same length, with `text` laid over the bytes from `offset` on.
BytesPtr overlay(BytesPtr whole, std::uint64_t offset, std::string text);
/// The same length, with the bits of `mask` flipped in the byte at `offset`.
BytesPtr flip(BytesPtr whole, std::uint64_t offset, unsigned char mask);
/// Everything, read into memory. Refuses (empty) a source without a size; meant for small ones.
std::string read_all(const ByteSource& source);

}  // namespace tetra
