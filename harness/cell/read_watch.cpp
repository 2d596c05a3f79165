#include "harness/cell/read_watch.hpp"

#include <boost/asio/posix/stream_descriptor.hpp>

namespace tetra::cell {
namespace asio = boost::asio;

struct ReadWatch::State {
  asio::posix::stream_descriptor descriptor;
  Ready ready;
};

ReadWatch::ReadWatch(asio::any_io_executor executor, Fd fd, Ready ready)
    : state_(std::make_shared<State>(State{
          asio::posix::stream_descriptor(std::move(executor), fd.release()), std::move(ready)})) {
  state_->descriptor.non_blocking(true);
  wait(state_);
}

ReadWatch::~ReadWatch() {
  if (state_) stop();
}

bool ReadWatch::active() const {
  return state_->descriptor.is_open();
}

int ReadWatch::fd() const {
  return state_->descriptor.native_handle();
}

void ReadWatch::stop() {
  boost::system::error_code ignored;
  state_->descriptor.close(ignored);
}

// A handler may be queued already when the watch is stopped, so it owns the state and looks before
// it acts.
void ReadWatch::wait(const std::shared_ptr<State>& state) {
  state->descriptor.async_wait(asio::posix::stream_descriptor::wait_read,
                               [state](boost::system::error_code error) {
                                 if (error || !state->descriptor.is_open()) return;
                                 if (state->ready(state->descriptor.native_handle()))
                                   return wait(state);
                                 boost::system::error_code ignored;
                                 state->descriptor.close(ignored);
                               });
}

}  // namespace tetra::cell
