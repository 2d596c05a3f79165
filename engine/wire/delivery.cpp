#include "engine/wire/delivery.hpp"

#include "engine/wire/gate.hpp"

namespace tetra::wire {
namespace {

constexpr std::size_t chunk_size =
    12288;  // a TLS record; each of ten thousand slow readers holds one, plain and encrypted

// The first offset behind the text, searched over chunk borders.
std::optional<std::uint64_t> find_after(const ByteSource& source, const std::string& wanted) {
  if (wanted.empty()) return 0;
  std::string window(chunk_size + wanted.size(), '\0');
  for (std::uint64_t at = 0;; at += chunk_size) {
    const std::size_t n = source.read(at, window);
    const auto found = std::string_view(window.data(), n).find(wanted);
    if (found != std::string_view::npos) return at + found + wanted.size();
    if (n < window.size()) return std::nullopt;
  }
}

// A text stands where the bytes say; every other position is the gate's to place.
void place(Position& position, const ByteSource& source) {
  if (position.kind != Position::Kind::after_text) return;
  const auto found = find_after(source, position.text);
  if (!found) return;
  position.kind = Position::Kind::from_start;
  position.bytes = *found;
}

}  // namespace

std::optional<std::uint64_t> find_place(Position position, const ByteSource& source) {
  place(position, source);
  return position.resolve(source.size());
}

Task<Delivered> deliver(Connection& peer, BytesPtr bytes, Delivery orders) {
  if (orders.stop) place(orders.stop->at, *bytes);
  if (orders.spoil) place(orders.spoil->at, *bytes);
  for (Delivery::Pause& order : orders.pauses) place(order.at, *bytes);
  Gate gate(std::move(orders), bytes->size());
  std::vector<char> chunk;
  Delivered result;
  for (;;) {
    const Gate::Passed passed = co_await gate.pass(peer, asio::buffer(chunk));
    result.bytes = gate.offset();
    result.ec = passed.ec;
    if (passed.stop) {
      result.ended = true;
      result.ec = co_await peer.end(*passed.stop);
    }
    if (!passed.open()) co_return result;
    chunk.resize(chunk_size);
    chunk.resize(bytes->read(result.bytes, chunk));
    if (chunk.empty()) co_return result;
  }
}

}  // namespace tetra::wire
