#include "connector/local/disk_outcome.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>

namespace tetra::connector {

Outcome disk_outcome(int error, const std::filesystem::path& file) {
  const bool full = error == ENOSPC || error == EDQUOT;
  const bool locked = error == EBUSY || error == ETXTBSY || error == EROFS;
  return failed(full     ? Cause::disk_full
                : locked ? Cause::target_locked
                         : Cause::own_io,
                fmt::format("{}: {}", file.string(), std::strerror(error)));
}

}  // namespace tetra::connector
