#include "connector/local/whole_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>

#include "connector/local/disk_outcome.hpp"

namespace tetra::connector {

std::string read_file(const std::filesystem::path& file, std::uint64_t most) {
  std::error_code error;
  const auto size = std::filesystem::file_size(file, error);
  if (error || size > most) return {};
  std::ifstream in(file, std::ios::binary);
  std::string text(static_cast<std::size_t>(size), '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(in.gcount()));
  return text;
}

Outcome write_file(const std::filesystem::path& file, std::string_view text) {
  const std::filesystem::path fresh = file.string() + ".new";
  const int fd = ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (fd < 0) return disk_outcome(errno, fresh);
  bool good = true;
  while (good && !text.empty()) {
    const ssize_t n = ::write(fd, text.data(), text.size());
    if (n > 0) text.remove_prefix(static_cast<std::size_t>(n));
    good = n > 0 || (n < 0 && errno == EINTR);
  }
  good = good && ::fsync(fd) == 0;
  const int error = errno;
  ::close(fd);
  if (!good) return disk_outcome(error, fresh);
  return ::rename(fresh.c_str(), file.c_str()) == 0 ? success() : disk_outcome(errno, file);
}

}  // namespace tetra::connector
