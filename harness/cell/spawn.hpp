#pragma once
#include <sys/types.h>

#include "engine/base/result.hpp"
#include "harness/cell/client_command.hpp"
#include "harness/cell/fd.hpp"

namespace tetra::cell {

/// A started client; the pipes' read ends are empty for a terminal client.
struct Spawned {
  pid_t process = -1;
  Fd out;
  Fd err;
};

/// Starts the client with no descriptors but 0..2, default signal handling and, without a terminal,
/// a session of its own. An ordinary user's client has no capabilities: exec drops them
/// (capabilities(7)). Problem `refused-<errno>`.
Result<Spawned> spawn(const ClientCommand& command);

}  // namespace tetra::cell
