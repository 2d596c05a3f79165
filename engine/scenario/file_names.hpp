#pragma once
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"

namespace tetra::scenario {

/// Whether a file of this name, without `.yaml`, can hold the scenario: it is called after the id,
/// or after what all ids of its family begin with, up to a dash.
bool can_hold(std::string_view name, std::string_view id);

/// The scenario files of some folders, found by their names: no file is read. The folders are
/// walked when first asked for.
class FileNames {
 public:
  FileNames() = default;
  explicit FileNames(std::vector<std::filesystem::path> folders) : folders_(std::move(folders)) {}

  /// The files that can hold the scenario of this id, the longest name first.
  std::vector<std::filesystem::path> for_id(std::string_view id);
  /// Those that can hold an id of this pattern, in the order of their paths.
  std::vector<std::filesystem::path> for_glob(std::string_view pattern);
  const std::vector<std::filesystem::path>& all();

 private:
  std::vector<std::filesystem::path> folders_, files_;
  bool walked_ = false;
};

/// The YAML files below a folder, sorted. Links to folders are not followed; links to files are. A
/// folder that can't be walked to its end, or holds none, is told in `problems`.
std::vector<std::filesystem::path> yaml_files_below(const std::filesystem::path& folder,
                                                    std::vector<Problem>& problems);

}  // namespace tetra::scenario
