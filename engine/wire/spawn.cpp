#include "engine/wire/spawn.hpp"

#include <boost/asio/co_spawn.hpp>
#include <exception>

namespace tetra::wire {

void spawn(const asio::any_io_executor& executor, Task<> task) {
  asio::co_spawn(executor, std::move(task), [](const std::exception_ptr& error) {
    if (error) std::rethrow_exception(error);
  });
}

Task<> pause(Clock::duration length) {
  Timer timer(co_await asio::this_coro::executor);
  timer.expires_after(length);
  co_await timer.async_wait();
}

}  // namespace tetra::wire
