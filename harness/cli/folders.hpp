#pragma once
#include <string>

#include "engine/base/result.hpp"

namespace tetra::cli {

/// A folder of its own below $TMPDIR (/tmp without it) that goes, with all that is in it, when this object does.
class TemporaryFolder {
 public:
  /// Problem `bad-folder` when none can be made there.
  static Result<TemporaryFolder> make();
  TemporaryFolder(TemporaryFolder&& other) noexcept : path_(std::move(other.path_)) { other.path_.clear(); }
  TemporaryFolder& operator=(TemporaryFolder&&) = delete;
  ~TemporaryFolder();

  const std::string& path() const { return path_; }

 private:
  explicit TemporaryFolder(std::string path) : path_(std::move(path)) {}
  std::string path_;
};

/// Makes the folder where it is missing, and sees whether a case could keep its evidence there. Problem `bad-folder`.
Result<void> prepare_kept(const std::string& folder);

}  // namespace tetra::cli
