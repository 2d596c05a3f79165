#pragma once
#include <string>

#include "engine/base/result.hpp"
#include "harness/cell/fd.hpp"

namespace tetra::run {

/// A folder of its own below $TMPDIR (/tmp without it) that goes, with all that is in it, when this
/// object does.
class TemporaryFolder {
 public:
  /// Problem `bad-folder` when none can be made there.
  static Result<TemporaryFolder> make();
  TemporaryFolder(TemporaryFolder&& other) noexcept = default;
  TemporaryFolder& operator=(TemporaryFolder&&) = delete;
  ~TemporaryFolder();

  const std::string& path() const { return path_; }
  /// A descriptor that says that the folder is in use, for as long as a process has it open.
  int in_use() const { return lock_.get(); }

 private:
  TemporaryFolder() = default;
  std::string path_;  // below the folder that is ours
  std::string name_;  // of the folder that is ours
  cell::Fd parent_, lock_;
};

/// Removes what runs that were killed (SIGKILL) left below $TMPDIR: folders of this user's that a
/// TemporaryFolder made and that no process uses any more. Nothing else is touched, and nothing is
/// told where it fails.
void remove_abandoned_folders();

}  // namespace tetra::run
