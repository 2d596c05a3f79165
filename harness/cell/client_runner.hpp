#pragma once
#include "engine/wire/task.hpp"
#include "harness/cell/cell_spec.hpp"
#include "harness/cell/client_command.hpp"
#include "harness/cell/reaper.hpp"

namespace tetra::cell {

/// Runs clients on the world's loop, from inside a cell (it must be the cell's process: it waits
/// for all of its children). One per cell; destroy it after the loop has stopped.
class ClientRunner {
 public:
  ClientRunner(asio::any_io_executor executor, IsolationKind kind);

  /// Starts the client and waits for its end and for its output. Then nothing that it started is
  /// left: the whole tree gets SIGKILL, children that left its process group or session too. Past
  /// the time limit the tree gets SIGTERM first. While several clients run at once, only a client's
  /// own process group is killed.
  Task<ClientExit> run(ClientCommand command);

 private:
  class Run;
  Task<void> clear_away(Run* run);
  void signal_tree(pid_t process, int signal) const;

  asio::any_io_executor executor_;
  IsolationKind kind_;
  Reaper reaper_;
  int active_ = 0;
};

}  // namespace tetra::cell
