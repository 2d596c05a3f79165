#include "engine/wire/connection.hpp"

#include <array>

namespace tetra::wire {

std::string_view to_string(Ending ending) {
  switch (ending) {
    case Ending::clean:
      return "clean";
    case Ending::truncated:
      return "truncated";
    case Ending::reset:
      return "reset";
    case Ending::reset_after_delivery:
      return "reset-after-delivery";
    case Ending::silent:
      return "silent";
  }
  return "unknown";
}

Task<> wait_until_closed(Connection& peer) {
  std::array<char, 512> ignored;
  for (;;) {
    const IoResult got = co_await peer.read_some(asio::buffer(ignored));
    if (got.ec) co_return;
  }
}

}  // namespace tetra::wire
