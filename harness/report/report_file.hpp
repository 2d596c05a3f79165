#pragma once
#include <string>

#include "engine/base/result.hpp"

namespace tetra::report {

/// A report that is there whole or not at all: it is written beside its place and renamed. Pipes
/// and devices are written as they are, and so is a file in a folder that takes no new ones.
class ReportFile {
 public:
  /// Sees whether the file can be written. Empty path: no report. Problem `cannot-write`.
  static Result<ReportFile> open(const std::string& path);

  /// Takes an earlier run's report away, so that nobody takes it for this run's.
  void remove_old() const;
  /// Problem `cannot-write` when not all of it came to the disk.
  Result<void> write(const std::string& content) const;

 private:
  std::string path_;    // as typed
  std::string beside_;  // where it is written before it is renamed; empty: written in place
  std::string target_;  // links followed
};

/// `-`, or the system's own names of standard output. Opened by name, a file behind it would be
/// overwritten from its start.
bool is_standard_output(const std::string& path);

/// Whether two reports would go to one place. Devices like /dev/null take several.
bool same_place(const std::string& one, const std::string& other);

}  // namespace tetra::report
