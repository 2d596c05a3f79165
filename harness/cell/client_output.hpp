#pragma once
#include <functional>
#include <optional>
#include <string>

#include "harness/cell/read_watch.hpp"

namespace tetra::cell {

/// Reads a client's pipe to its end: keeps the first `limit` bytes, counts the rest. The client
/// never blocks on a full pipe.
class ClientOutput {
 public:
  /// `closed` is called on the loop when every writer is gone. An empty `pipe` counts as closed
  /// from the start.
  ClientOutput(boost::asio::any_io_executor executor, Fd pipe, std::size_t limit,
               std::function<void()> closed);
  ClientOutput(const ClientOutput&) = delete;
  ClientOutput& operator=(const ClientOutput&) = delete;

  bool closed() const { return !watch_ || ended_; }
  std::string take() { return std::move(kept_); }
  std::uint64_t dropped() const { return dropped_; }

 private:
  bool read(int fd);
  std::size_t limit_;
  std::function<void()> closed_;
  std::string kept_;
  std::uint64_t dropped_ = 0;
  bool ended_ = false;
  std::optional<ReadWatch> watch_;
};

}  // namespace tetra::cell
