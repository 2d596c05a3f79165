#pragma once
#include <boost/asio/any_io_executor.hpp>
#include <functional>
#include <memory>

#include "harness/cell/fd.hpp"

namespace tetra::cell {

/// Calls `ready(fd)` on the loop whenever the descriptor is readable, until it returns false or
/// this object is gone. The descriptor is owned and closed then. `ready` must not block, and must
/// not destroy this object.
class ReadWatch {
 public:
  using Ready = std::function<bool(int fd)>;
  ReadWatch(boost::asio::any_io_executor executor, Fd fd, Ready ready);
  ReadWatch(ReadWatch&&) noexcept = default;
  ReadWatch& operator=(ReadWatch&&) = delete;
  ~ReadWatch();

  /// True until `ready` has returned false or stop() was called.
  bool active() const;
  int fd() const;
  void stop();

 private:
  struct State;
  static void wait(const std::shared_ptr<State>& state);
  std::shared_ptr<State> state_;
};

}  // namespace tetra::cell
