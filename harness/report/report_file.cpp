#include "harness/report/report_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>

namespace tetra::report {
namespace {

namespace fs = std::filesystem;

tl::unexpected<Problem> cannot_write(const std::string& path, int error) {
  return fail("cannot-write", {},
              "can't write " + path + (error != 0 ? std::string(": ") + std::strerror(error) : ""),
              "");
}

Result<void> write_to(const std::string& path, const std::string& content,
                      const std::string& told) {
  errno = 0;
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out << content;
  out.close();
  return out ? Result<void>() : cannot_write(told, errno);
}

// /dev/fd/3 may lead to a regular file, but whoever opened that reads what is written to it, not
// what takes its name.
bool is_open_already(const std::string& path) {
  return path == "/dev/stderr" || path.starts_with("/dev/fd/") || path.starts_with("/proc/");
}

bool is_written_in_place(const fs::path& typed, const fs::path& target) {
  std::error_code error;
  const auto kind = fs::status(target, error).type();
  if (kind != fs::file_type::regular && kind != fs::file_type::not_found) return true;
  return is_open_already(fs::absolute(typed, error).lexically_normal().string());
}

bool can_make(const std::string& path) {
  if (!std::ofstream(path, std::ios::binary | std::ios::trunc)) return false;
  std::error_code ignored;
  fs::remove(path, ignored);
  return true;
}

// Without opening a pipe, which would wait for its reader.
int refusal_to_write(const std::string& path) {
  std::error_code error;
  if (fs::is_directory(path, error)) return EISDIR;
  return ::access(path.c_str(), W_OK) == 0 ? 0 : errno;
}

}  // namespace

Result<ReportFile> ReportFile::open(const std::string& path) {
  ReportFile file;
  file.path_ = path;
  if (is_standard_output(path) && (::fcntl(STDOUT_FILENO, F_GETFL) & O_ACCMODE) == O_RDONLY)
    return fail("cannot-write", {}, "the report is for standard output, which is closed", "");
  if (path.empty() || is_standard_output(path)) return file;
  std::error_code error;
  const fs::path target = fs::weakly_canonical(fs::absolute(path, error), error);
  file.target_ = error ? path : target.string();
  if (is_written_in_place(path, file.target_)) {
    file.target_ = path;
    const int refusal = refusal_to_write(path);
    return refusal == 0 ? Result<ReportFile>(file) : cannot_write(path, refusal);
  }
  file.beside_ = file.target_ + "." + std::to_string(::getpid()) + ".part";
  if (can_make(file.beside_)) return file;
  const int refusal = errno;
  file.beside_.clear();
  if (refusal_to_write(file.target_) != 0) return cannot_write(path, refusal);
  return file;
}

void ReportFile::remove_old() const {
  std::error_code ignored;
  if (!beside_.empty()) fs::remove(target_, ignored);
}

Result<void> ReportFile::write(const std::string& content) const {
  if (path_.empty()) return {};
  if (is_standard_output(path_)) {
    std::cout << content << std::flush;
    return {};
  }
  if (beside_.empty()) return write_to(target_, content, path_);
  auto written = write_to(beside_, content, path_);
  std::error_code error;
  if (written) fs::rename(beside_, target_, error);
  if (error) written = cannot_write(path_, error.value());
  if (!written) fs::remove(beside_, error);
  return written;
}

bool is_standard_output(const std::string& path) {
  return path == "-" || path == "/dev/stdout" || path == "/dev/fd/1" || path == "/proc/self/fd/1";
}

bool same_place(const std::string& one, const std::string& other) {
  if (one.empty() || other.empty()) return false;
  if (is_standard_output(one) || is_standard_output(other))
    return is_standard_output(one) && is_standard_output(other);
  std::error_code error;
  if (fs::is_character_file(one, error)) return false;
  // A relative path of which nothing is there yet would stay relative.
  if (fs::weakly_canonical(fs::absolute(one, error), error) ==
      fs::weakly_canonical(fs::absolute(other, error), error))
    return true;
  return fs::equivalent(one, other, error);
}

}  // namespace tetra::report
