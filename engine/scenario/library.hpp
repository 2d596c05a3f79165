#pragma once
#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "engine/scenario/file_names.hpp"
#include "engine/scenario/loader.hpp"

namespace tetra::scenario {

/// Scenarios by id. Loading never stops at the first bad file, and no file is read that was not
/// asked for.
class Library {
 public:
  /// Folders in which scenarios are found by the names of their files: bases of `extends`, and what
  /// `add_matching` asks for. Call before anything is added.
  void look_in(std::vector<std::filesystem::path> folders) {
    names_ = FileNames(std::move(folders));
  }
  /// Adds every *.yaml below the folders, and the files whatever they are called, in sorted order;
  /// links to folders are not followed and no file is read twice. Mistakes, duplicate ids and
  /// cycles included, are in `problems()`. A scenario may extend one that a later call adds.
  void add(const std::vector<std::filesystem::path>& paths);
  /// For each id or glob, the ids for which it holds: of what was added before, and of the folders
  /// to look in, whose scenarios it adds; only the files that can hold them are read.
  std::map<std::string, std::vector<std::string>> add_matching(
      const std::vector<std::string>& patterns);
  /// Whether a scenario of this id was added or is in the folders to look in.
  bool has(const std::string& id);
  /// The ids of all scenarios, those in the folders to look in as well: every file is read.
  std::vector<std::string> known_ids();

  const std::map<std::string, Scenario>& scenarios() const { return scenarios_; }
  const std::vector<Problem>& problems() const { return problems_; }

 private:
  // One file that was read.
  struct File {
    std::vector<std::string> ids;
    std::vector<Problem> problems;  // of the document as a whole
    std::vector<Problem> clashes;   // with ids of other files; they count when the file was added
    bool added = false;
  };

  void add_file(const std::filesystem::path& path);
  File& read(const std::filesystem::path& path);
  void hold(Node document, File& file);
  const Node* find(std::string_view id);
  std::vector<std::string> ids_like(const std::string& pattern);
  void read_all();

  FileNames names_;
  std::map<std::string, Node> documents_;           // all that were read
  std::set<std::string> shown_;                     // those of them that were asked for
  std::map<std::filesystem::path, File*> by_path_;  // by their real paths
  std::vector<std::unique_ptr<File>> files_;  // and folders, in the order in which they were read
  std::map<std::string, Scenario> scenarios_;
  std::vector<Problem> problems_;
};

}  // namespace tetra::scenario
