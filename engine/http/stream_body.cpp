#include "engine/http/stream_body.hpp"

#include <fmt/format.h>

#include "engine/base/text.hpp"
#include "engine/wire/gate.hpp"

namespace tetra::http {
namespace {

constexpr std::size_t piece_size = 16384;
constexpr std::size_t head_room = 8;  // "4000\r\n" and to spare

std::optional<std::uint64_t> length_of(const Response& response) {
  const auto said = text::to_integer(response.content_length.value_or(""));
  if (response.framing != Response::Framing::length || !said || *said < 0) return std::nullopt;
  return static_cast<std::uint64_t>(*said);
}

// The chunk's line goes into the room before the data, its line end behind them (RFC 9112
// section 7.1).
asio::const_buffer frame(std::string& piece, std::size_t bytes) {
  const std::string line = fmt::format("{:x}\r\n", bytes);
  piece.replace(head_room - line.size(), line.size(), line);
  piece.replace(head_room + bytes, 2, "\r\n");
  return asio::buffer(piece.data() + head_room - line.size(), line.size() + bytes + 2);
}

}  // namespace

Task<wire::Delivered> deliver_stream(wire::Connection& peer, const Response& response) {
  const bool chunked = response.framing == Response::Framing::chunked;
  wire::Gate gate(response.delivery, length_of(response));
  std::string piece(head_room + piece_size + 2, '\0');
  asio::const_buffer ready;
  wire::Delivered sent;
  for (bool last = false;;) {
    const wire::Gate::Passed passed = co_await gate.pass(peer, ready);
    sent.bytes = gate.offset();
    sent.ec = passed.ec;
    std::optional<wire::Ending> end = passed.stop;
    if (passed.open() && !last) {
      const wire::IoResult got =
          co_await response.stream(asio::buffer(piece.data() + head_room, piece_size));
      last = got.ec == asio::error::eof;
      if (got.ec && !last)
        end = got.ec == asio::error::connection_reset ? wire::Ending::reset_after_delivery
                                                      : wire::Ending::truncated;
      ready = chunked ? frame(piece, got.bytes) : asio::buffer(piece.data() + head_room, got.bytes);
      if (last) ready = chunked ? asio::buffer("0\r\n\r\n", 5) : asio::const_buffer();
      if (!end && (!last || chunked)) continue;
    }
    sent.ended = end.has_value();
    if (end) co_await peer.end(*end);
    co_return sent;
  }
}

}  // namespace tetra::http
