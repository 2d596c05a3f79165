#include "harness/cell/client_output.hpp"

#include <algorithm>
#include <array>
#include <cerrno>

namespace tetra::cell {

ClientOutput::ClientOutput(boost::asio::any_io_executor executor, Fd pipe, std::size_t limit,
                           std::function<void()> closed)
    : limit_(limit), closed_(std::move(closed)) {
  if (!pipe) return;
  watch_.emplace(std::move(executor), std::move(pipe), [this](int fd) { return read(fd); });
}

// One buffer per turn, so that a client that floods its output can't keep the servers from their
// work.
bool ClientOutput::read(int fd) {
  std::array<char, 65536> buffer;
  const ssize_t got = ::read(fd, buffer.data(), buffer.size());
  if (got < 0 && (errno == EAGAIN || errno == EINTR)) return true;
  if (got <= 0) {
    ended_ = true;
    closed_();
    return false;
  }
  const auto size = static_cast<std::size_t>(got);
  const auto room = std::min(size, limit_ - kept_.size());
  kept_.append(buffer.data(), room);
  dropped_ += size - room;
  return true;
}

}  // namespace tetra::cell
