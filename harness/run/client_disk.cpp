// What lies on the endpoint's disk before the client starts, and what the disk refuses.
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mount.h>
#include <sys/statfs.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "harness/run/play.hpp"

namespace tetra::run {
namespace fs = std::filesystem;
namespace {

[[noreturn]] void refused(std::string_view what, const std::string& path) {
  throw std::runtime_error(
      fmt::format("{} {}: {}", what, path, std::generic_category().message(errno)));
}

void write(const fs::path& path, const ByteSource& bytes) {
  fs::create_directories(path.parent_path());
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  std::array<char, 65536> block;
  for (std::uint64_t at = 0;;) {
    const std::size_t n = bytes.read(at, block);
    if (n == 0) break;
    out.write(block.data(), static_cast<std::streamsize>(n));
    at += n;
  }
  if (!out.flush()) refused("write", path.string());
}

// Files, folders and links. A pipe, a socket or what can't be read is left out, and does not keep
// the rest from being copied.
void copy_files(const fs::path& from, const fs::path& to) {
  std::error_code error;
  for (auto entry = fs::recursive_directory_iterator(
           from, fs::directory_options::skip_permission_denied, error);
       !error && entry != fs::end(entry); entry.increment(error)) {
    const fs::path copy = to / entry->path().lexically_relative(from);
    std::error_code left_out;
    if (entry->is_symlink(left_out)) {
      fs::copy_symlink(entry->path(), copy, left_out);
    } else if (entry->is_directory(left_out)) {
      fs::create_directory(copy, left_out);
    } else if (entry->is_regular_file(left_out)) {
      fs::copy_file(entry->path(), copy, fs::copy_options::overwrite_existing, left_out);
    }
  }
}

void write(const fs::path& path, const std::string& text) {
  write(path, *bytes_of(text));
}

}  // namespace

void install_definitions(const definitions::Tree& tree, const clients::Client& client,
                         const std::map<std::string, std::string>& placeholders) {
  if (!client.definitions) return;
  constexpr auto engine = definitions::Engine::av64bit;
  const std::uint32_t version = tree.current(engine).id - 1;
  const fs::path folder = clients::fill(client.definitions->before, placeholders);
  const std::string manifest = tree.text(definitions::Kind::manifest, engine, version);
  write(folder / "versions.dat", manifest);
  write(folder / "versions.sig", tree.sign(manifest));
  for (const definitions::File& file : tree.files(engine).files())
    write(folder / "avx" / file.path, *tree.payload(engine, version, file.path)->plain);
  for (const auto& [path, target] : client.definitions->links) {
    const fs::path link = clients::fill(path, placeholders);
    fs::create_directories(link.parent_path());
    fs::remove(link);
    fs::create_symlink(clients::fill(target, placeholders), link);
  }
  for (const auto& [path, content] : client.definitions->files)
    write(clients::fill(path, placeholders), clients::fill(content, placeholders));
}

OwnDisk::OwnDisk(const std::string& folder)
    : folder_(folder), below_(::open(folder.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC)) {
  if (below_ < 0) refused("open", folder);
  if (::mount("disk", folder.c_str(), "tmpfs", MS_NOSUID | MS_NODEV, "mode=0755") != 0)
    refused("mount a disk of its own at", folder);
  disk_ = ::open(folder.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC);
  if (disk_ < 0) refused("open", folder);
}

OwnDisk::~OwnDisk() {
  copy_files(fmt::format("/proc/self/fd/{}/.", disk_), fmt::format("/proc/self/fd/{}/.", below_));
  ::close(disk_);
  ::close(below_);
  ::umount2(folder_.c_str(), MNT_DETACH);
}

void OwnDisk::leave_free(std::uint64_t bytes) {
  struct statfs now {};
  if (::statfs(folder_.c_str(), &now) != 0) refused("statfs", folder_);
  const auto page = static_cast<std::uint64_t>(now.f_bsize);
  const std::uint64_t used = now.f_blocks - now.f_bfree;
  const std::string size = fmt::format("size={}", (used + (bytes + page - 1) / page) * page);
  if (::mount("disk", folder_.c_str(), "tmpfs", MS_REMOUNT | MS_NOSUID | MS_NODEV, size.c_str()) !=
      0)
    refused("resize the disk at", folder_);
}

void lock_folder(const std::string& folder) {
  fs::create_directories(folder);
  if (::mount(folder.c_str(), folder.c_str(), nullptr, MS_BIND, nullptr) != 0)
    refused("mount", folder);
}

}  // namespace tetra::run
