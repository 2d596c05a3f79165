#pragma once
#include "engine/wire/task.hpp"

namespace tetra::wire {

/// The one way to start a coroutine that nobody awaits. An exception in it is a bug: it leaves
/// `io_context::run`, never vanishes.
void spawn(const asio::any_io_executor& executor, Task<> task);

/// Waits that long: for delays that a scenario asks for, never for ordering.
Task<> pause(Clock::duration length);

}  // namespace tetra::wire
