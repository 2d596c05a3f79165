#include "engine/wire/syn_filter.hpp"

#include <linux/filter.h>
#include <sys/socket.h>

#include <cerrno>

namespace tetra::wire {
namespace {

boost::system::error_code last_error(int result) {
  if (result == 0) return {};
  return {errno, boost::system::system_category()};
}

}  // namespace

boost::system::error_code swallow_syns(int listening_fd) {
  // A classic BPF program that keeps 0 bytes: the kernel drops every segment before the listener sees it (socket(7)).
  sock_filter drop_all[] = {BPF_STMT(BPF_RET | BPF_K, 0)};
  const sock_fprog program{1, drop_all};
  return last_error(::setsockopt(listening_fd, SOL_SOCKET, SO_ATTACH_FILTER, &program, sizeof program));
}

boost::system::error_code stop_swallowing(int listening_fd) {
  const int unused = 0;
  return last_error(::setsockopt(listening_fd, SOL_SOCKET, SO_DETACH_FILTER, &unused, sizeof unused));
}

}  // namespace tetra::wire
