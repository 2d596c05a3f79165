#include "engine/scenario/file_names.hpp"

#include <algorithm>

namespace tetra::scenario {
namespace {

namespace fs = std::filesystem;

// A walk stops here, so that `lint /` ends.
constexpr std::size_t most_files = 10'000;
constexpr std::size_t most_visits = 200'000;

// Whether some id of the pattern can be held: by what stands before its first wildcard.
bool can_hold_any(std::string_view name, std::string_view pattern) {
  const std::string_view beginning = pattern.substr(0, pattern.find_first_of("*?"));
  return name.starts_with(beginning) || can_hold(name, beginning);
}

}  // namespace

bool can_hold(std::string_view name, std::string_view id) {
  return id.starts_with(name) && (id.size() == name.size() || id[name.size()] == '-');
}

std::vector<fs::path> FileNames::for_id(std::string_view id) {
  std::vector<fs::path> found;
  for (const fs::path& file : all()) {
    if (can_hold(file.stem().string(), id)) found.push_back(file);
  }
  std::stable_sort(found.begin(), found.end(), [](const fs::path& a, const fs::path& b) {
    return a.stem().string().size() > b.stem().string().size();
  });
  return found;
}

std::vector<fs::path> FileNames::for_glob(std::string_view pattern) {
  std::vector<fs::path> found;
  for (const fs::path& file : all()) {
    if (can_hold_any(file.stem().string(), pattern)) found.push_back(file);
  }
  return found;
}

const std::vector<fs::path>& FileNames::all() {
  if (walked_) return files_;
  walked_ = true;
  for (const fs::path& folder : folders_) {
    std::vector<Problem> ignored;
    const auto below = yaml_files_below(folder, ignored);
    files_.insert(files_.end(), below.begin(), below.end());
  }
  return files_;
}

std::vector<fs::path> yaml_files_below(const fs::path& folder, std::vector<Problem>& problems) {
  std::vector<fs::path> files;
  std::error_code error;
  std::size_t visits = 0;
  fs::recursive_directory_iterator walk(folder, fs::directory_options::skip_permission_denied,
                                        error);
  for (; !error && walk != fs::recursive_directory_iterator(); walk.increment(error)) {
    std::error_code ignored;
    if (walk->path().extension() == ".yaml" && walk->is_regular_file(ignored))
      files.push_back(walk->path());
    if (files.size() > most_files || ++visits > most_visits) {
      problems.push_back(Problem{"too-big", Place{folder.string(), 0, 0},
                                 "there are too many files below this folder",
                                 "name a smaller folder"});
      break;
    }
  }
  if (error)
    problems.push_back(Problem{"cannot-read", Place{folder.string(), 0, 0},
                               "the folder cannot be read: " + error.message(), ""});
  if (!error && files.empty())
    problems.push_back(Problem{"no-scenarios", Place{folder.string(), 0, 0},
                               "there is no scenario below this folder",
                               "scenarios are files that end in .yaml"});
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace tetra::scenario
