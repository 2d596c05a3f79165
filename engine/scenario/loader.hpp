#pragma once
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "engine/scenario/scenario.hpp"

namespace tetra::scenario {

/// The services and stages of the language.
const std::vector<std::string>& services();
const std::vector<std::string>& stages();

/// Finds the document that `extends: ID` names; nullptr when there is none.
using Lookup = std::function<const Node*(std::string_view id)>;

/// Reads one document. All mistakes are found that can be found, not only the first. `known_ids`
/// are for suggestions.
tl::expected<Scenario, std::vector<Problem>> read_scenario(
    const Node& document, const Lookup& lookup, const std::vector<std::string>& known_ids = {});

/// Scenarios by id. Loading never stops at the first bad file.
class Library {
 public:
  /// Adds every *.yaml below the folders, and the files whatever they are called, in sorted order;
  /// links to folders are not followed and no file is read twice. Mistakes, duplicate ids and
  /// cycles included, are in `problems()`. A scenario may extend one that a later call adds.
  void add(const std::vector<std::filesystem::path>& paths);
  /// Folders in which `extends` finds what was not added; they are read when the first such base is
  /// asked for, and neither their scenarios nor their mistakes appear here. Call before `add`.
  void look_for_bases_in(std::vector<std::filesystem::path> folders) {
    base_folders_ = std::move(folders);
  }
  const std::map<std::string, Scenario>& scenarios() const { return scenarios_; }
  const std::vector<Problem>& problems() const { return problems_; }

 private:
  void add_folder(const std::filesystem::path& folder);
  void add_file(const std::filesystem::path& path);
  void read_all();
  const Node* find_base(std::string_view id);

  std::map<std::string, Node> documents_;
  std::vector<Problem> file_problems_;     // found before a document meant anything
  std::set<std::filesystem::path> files_;  // by their real paths
  std::vector<std::filesystem::path> base_folders_;
  std::unique_ptr<Library> bases_;
  std::map<std::string, Scenario> scenarios_;
  std::vector<Problem> problems_;
};

/// The draft-07 JSON Schema of scenario files, made from the same tables and the fault catalog.
std::string json_schema();

}  // namespace tetra::scenario
