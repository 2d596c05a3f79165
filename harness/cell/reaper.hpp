#pragma once
#include <sys/types.h>

#include <boost/asio/any_io_executor.hpp>
#include <functional>
#include <map>

#include "harness/cell/read_watch.hpp"

namespace tetra::cell {

/// Waits for every child of this process, the orphans that PID 1 or a subreaper inherits among
/// them. One per process: nobody else may call wait() then.
class Reaper {
 public:
  using Ended = std::function<void(int wait_status)>;
  explicit Reaper(boost::asio::any_io_executor executor);
  Reaper(const Reaper&) = delete;
  Reaper& operator=(const Reaper&) = delete;

  /// Calls `ended` once, on the loop, with the status of waitpid(2).
  void watch(pid_t process, Ended ended);
  void forget(pid_t process);
  /// Called after each turn in which a child ended; one at a time.
  void on_change(std::function<void()> changed) { changed_ = std::move(changed); }
  /// False once no process descends from this one: orphans would be its children.
  static bool has_children();

 private:
  void reap();
  std::map<pid_t, Ended> watched_;
  std::function<void()> changed_;
  ReadWatch signals_;
};

}  // namespace tetra::cell
