#include "harness/cli/streams.hpp"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <iostream>

namespace tetra::cli {
namespace {

bool output_was_closed = false;

bool reader_is_gone() {
  pollfd out{STDOUT_FILENO, POLLOUT, 0};
  return ::poll(&out, 1, 0) > 0 && (out.revents & (POLLERR | POLLHUP)) != 0;
}

}  // namespace

void open_closed_streams() {
  for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; ++fd) {
    if (::fcntl(fd, F_GETFD) != -1) continue;
    if (fd == STDOUT_FILENO) output_was_closed = true;
    // The lowest free number is the one that open(2) gives. To standard output nothing can be
    // written then, so that what is lost is noticed.
    if (::open("/dev/null", fd == STDOUT_FILENO ? O_RDONLY : O_RDWR) != fd) std::abort();
  }
}

bool deliver_output(Output output) {
  std::cout.flush();
  const bool flushed = std::fflush(stdout) == 0;
  if ((std::cout && flushed && std::ferror(stdout) == 0) || reader_is_gone()) return true;
  if (output == Output::is_for_people && output_was_closed) return true;
  std::cerr << "tetralab: standard output can't be written; what was printed is lost\n";
  return false;
}

}  // namespace tetra::cli
