#pragma once
#include <boost/asio/posix/basic_stream_descriptor.hpp>
#include <initializer_list>

#include "engine/wire/task.hpp"
#include "harness/cell/fd.hpp"

namespace tetra::cell {

/// A signalfd(2) for these signals, which are blocked in the calling thread from now on.
/// Non-blocking, close-on-exec. Unlike asio::signal_set it shares nothing with the process that
/// forked this one.
Fd signal_fd(std::initializer_list<int> signals);

/// Takes the next of the pending signals from a signal_fd; 0 when there is none.
int take_signal(int fd);

/// Signals as something to wait for: `SignalWait stop(executor, {SIGINT, SIGTERM}); int which =
/// co_await stop.next();`
class SignalWait {
 public:
  SignalWait(asio::any_io_executor executor, std::initializer_list<int> signals);
  /// The next signal's number; 0 when the wait was cancelled.
  Task<int> next();

 private:
  asio::posix::basic_stream_descriptor<wire::Executor> descriptor_;
};

}  // namespace tetra::cell
