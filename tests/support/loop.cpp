#include "tests/support/loop.hpp"

#include <gtest/gtest.h>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <future>
#include <thread>

#include "tests/support/raw_client.hpp"

namespace tetra::test {

namespace asio = boost::asio;

struct Loop::Running {
  asio::io_context context{1};
  asio::executor_work_guard<asio::io_context::executor_type> work = asio::make_work_guard(context);
  std::thread thread;

  void run() {
    try {
      context.run();
    } catch (const std::exception& error) {
      ADD_FAILURE() << "an exception left the loop: " << error.what();
    }
  }
};

Loop::Loop() : running_(std::make_unique<Running>()) {
  running_->thread = std::thread([this] { running_->run(); });
}

Loop::~Loop() {
  stop();
}

asio::any_io_executor Loop::executor() {
  return running_->context.get_executor();
}

void Loop::post(std::function<void()> work) {
  asio::post(running_->context, std::move(work));
}

void Loop::run(std::function<void()> work) {
  std::packaged_task<void()> task(std::move(work));
  std::future<void> done = task.get_future();
  asio::post(running_->context, [&task] { task(); });
  // The task lives in this frame: a loop that hangs must not be left behind.
  if (done.wait_for(patience) != std::future_status::ready) std::terminate();
  done.get();
}

void Loop::stop() {
  running_->context.stop();
  if (running_->thread.joinable()) running_->thread.join();
}

}  // namespace tetra::test
