#pragma once
#include <boost/asio/any_io_executor.hpp>
#include <functional>
#include <memory>

namespace tetra::test {

/// A world's loop on a thread of its own. An exception that leaves a coroutine fails the test.
class Loop {
 public:
  Loop();
  ~Loop();
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;

  boost::asio::any_io_executor executor();
  /// Runs the work on the loop's thread and waits for it; an exception of the work's is the
  /// caller's.
  void run(std::function<void()> work);
  /// Posts the work and goes on.
  void post(std::function<void()> work);
  /// Ends the thread; nothing runs on the loop afterwards. What it still holds lives until the loop
  /// is destroyed.
  void stop();

 private:
  struct Running;
  std::unique_ptr<Running> running_;
};

}  // namespace tetra::test
