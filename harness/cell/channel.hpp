#pragma once
#include <cstddef>
#include <string>
#include <string_view>

#include "engine/base/quantity.hpp"
#include "engine/base/result.hpp"

namespace tetra::cell {

/// Sends one message (4 bytes of length in host order, then the bytes) over a connected stream
/// socket; blocks. False when the peer is gone.
bool send_message(int fd, std::string_view message);

/// Receives one message; blocks up to `deadline` in total. Problems: `channel-closed` (the peer
/// ended), `channel-timeout`, `channel-too-long` (more than `most` bytes were announced; the
/// channel is of no use any more).
Result<std::string> receive_message(int fd, Duration deadline, std::size_t most = 64u << 20);

}  // namespace tetra::cell
