#pragma once
#include <sys/socket.h>

#include <boost/system/error_code.hpp>

namespace tetra::wire {

/// The peer's SYNs to this listening TCP socket get no answer from now on, as behind a firewall
/// that drops them. Connections that were accepted before go on. EPERM where the kernel wants
/// CAP_NET_ADMIN of the network namespace for it (seen on 6.18, not on 6.1): inside a namespace
/// cell it always works; elsewhere use SynSilence.
boost::system::error_code swallow_syns(int listening_fd);

/// Answers SYNs again; a peer that still retransmits gets through with its next try (after 1 s, 3
/// s, 7 s … on Linux).
boost::system::error_code stop_swallowing(int listening_fd);

/// Swallows SYNs with whatever this machine allows: the filter, or else a full accept queue (listen
/// with backlog 0, filled by one connection of our own), which needs no rights. Begin it while
/// nothing waits to be accepted, and accept nothing until end().
class SynSilence {
 public:
  /// `backlog` is what the listener gets back at the end. The descriptor must stay open until then.
  explicit SynSilence(int listening_fd, int backlog = SOMAXCONN)
      : listener_(listening_fd), backlog_(backlog) {}
  SynSilence(const SynSilence&) = delete;
  SynSilence& operator=(const SynSilence&) = delete;
  ~SynSilence() { end(); }

  boost::system::error_code begin();
  /// Answers again; the service never sees the connection that filled the queue. No effect when not
  /// begun.
  boost::system::error_code end();

 private:
  enum class Means { none, filter, full_queue };
  boost::system::error_code fill_queue();
  boost::system::error_code empty_queue();

  int listener_;
  int backlog_;
  int filler_ = -1;
  Means means_ = Means::none;
};

}  // namespace tetra::wire
