#pragma once
#include <sys/types.h>

#include <vector>

#include "engine/base/quantity.hpp"

namespace tetra::cell {

/// Every living process that descends from `root`, children before grandchildren, as /proc tells at
/// this moment.
std::vector<pid_t> descendants(pid_t root);

/// Sends `signal` to every living descendant of the calling process. False when there is none.
bool signal_descendants(int signal);

/// Kills and reaps every descendant of the calling process, a child subreaper that has SIGCHLD
/// blocked; blocks up to `deadline`.
void kill_descendants_and_wait(Duration deadline);

}  // namespace tetra::cell
