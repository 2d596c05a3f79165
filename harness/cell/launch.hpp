#pragma once
#include <sys/types.h>

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/quantity.hpp"
#include "engine/base/result.hpp"
#include "harness/cell/cell_spec.hpp"
#include "harness/cell/fd.hpp"

namespace tetra::cell {

/// What the body of a cell is given.
struct Inside {
  IsolationKind kind = IsolationKind::ports_cell;
  pid_t keeper = 0;  ///< a process of the cell as the launcher's machine numbers it, for nsenter(1)
  bool in_user_namespace = false;  ///< its own one, so that nsenter(1) must enter that as well
  Fd channel;  ///< a stream socket to CellProcess::channel(), for messages of channel.hpp
  std::vector<std::string> remarks;  ///< what this machine did not allow, one sentence each
};

/// Runs in the cell's process, alone on its one thread; what it returns (0..125) is the cell's exit
/// status. An exception ends the cell with status 126 and its text on standard error.
using CellBody = std::function<int(Inside)>;

/// The caller's end of a running cell. Destroying it kills the cell with everything in it and waits
/// until it is gone.
class CellProcess {
 public:
  CellProcess(pid_t keeper, Fd pidfd, Fd channel)
      : keeper_(keeper), pidfd_(std::move(pidfd)), channel_(std::move(channel)) {}
  CellProcess(CellProcess&& other) noexcept;
  CellProcess& operator=(CellProcess&&) = delete;
  ~CellProcess();

  /// Readable once the cell is gone (pidfd_open(2)), for an event loop; owned by this object.
  int pidfd() const { return pidfd_.get(); }
  int channel() const { return channel_.get(); }
  const std::vector<std::string>& remarks() const { return remarks_; }
  void set_remarks(std::vector<std::string> remarks) { remarks_ = std::move(remarks); }

  /// Blocks up to `deadline`; nullopt when the cell still runs. The body's status, 126 after an
  /// exception, 128+n when signal n ended the cell. No process of the cell is left then.
  std::optional<int> wait(Duration deadline);
  /// Ends the cell and every process in it; returns once they are gone.
  void kill();

 private:
  pid_t keeper_ = -1;  // -1 once waited for, or moved from
  Fd pidfd_;
  Fd channel_;
  std::vector<std::string> remarks_;
  std::optional<int> status_;
};

/// Forks a cell, prepares it as `spec` says and runs `body` in it; returns once the cell is
/// prepared. Cells end with the thread that launched them (PR_SET_PDEATHSIG), so launch from one
/// that lives as long as they shall. The cell resets all signal handlers, ignores SIGINT, SIGQUIT,
/// SIGHUP and SIGPIPE, and closes every descriptor but 0..2, the channel and `spec.keep`; event
/// loops made before are therefore of no use inside: make a new io_context, and use SignalWait
/// instead of asio::signal_set. Problems: `refused-<errno>` naming the call that the machine
/// refused, `bad-cell-path`, `bad-prefix`.
Result<CellProcess> launch(IsolationKind kind, const CellSpec& spec, const CellBody& body);

/// Makes the caller's process group the terminal's foreground again after an interactive client; no
/// effect without a terminal.
void reclaim_terminal();

}  // namespace tetra::cell
