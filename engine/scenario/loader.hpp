#pragma once
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/scenario/scenario.hpp"

namespace tetra::scenario {

/// The services and stages of the language.
const std::vector<std::string>& services();
const std::vector<std::string>& stages();

/// YAML text to a Node tree: bounded (1 MiB, 64 levels, 10,000 nodes after aliases), duplicate keys are mistakes. Serves client files too.
Result<Node> parse_yaml(std::string_view text, const std::string& file);

/// Finds the document that `extends: ID` names; nullptr when there is none.
using Lookup = std::function<const Node*(std::string_view id)>;

/// Reads one document. All mistakes are found that can be found, not only the first.
tl::expected<Scenario, std::vector<Problem>> read_scenario(const Node& document, const Lookup& lookup);

/// Scenarios by id. Loading never stops at the first bad file.
class Library {
 public:
  /// Adds every *.yaml below the paths (files or folders). Mistakes, duplicate ids and cycles included, are in `problems()`.
  void add(const std::vector<std::filesystem::path>& paths);
  const std::map<std::string, Scenario>& scenarios() const { return scenarios_; }
  const std::vector<Problem>& problems() const { return problems_; }

 private:
  std::map<std::string, Node> documents_;
  std::map<std::string, Scenario> scenarios_;
  std::vector<Problem> problems_;
};

/// The problem with its line of the file and a caret below the column, as compilers print it. `text` is the file's content.
std::string with_caret(const Problem& problem, std::string_view text);

/// The draft-07 JSON Schema of scenario files, made from the same tables and the fault catalog.
std::string json_schema();

}  // namespace tetra::scenario
