#include "harness/select/rerun_command.hpp"

#include <algorithm>
#include <filesystem>

#include "engine/base/text.hpp"
#include "harness/select/shell_words.hpp"

namespace tetra::select {
namespace {

bool is_below(const std::string& file, const std::filesystem::path& folder) {
  return file.starts_with(folder.string() + "/");
}

// The scenario's file, and those that it extends: each must be on the command line, or its base is
// not found.
std::vector<std::string> files_of(const scenario::Scenario& scenario,
                                  const scenario::Library& library) {
  std::vector<std::string> files;
  const scenario::Scenario* next = &scenario;
  while (next != nullptr && !is_below(next->file, scenario_folder())) {
    const std::string name = name_of(*next);
    if (std::find(files.begin(), files.end(), name) == files.end()) files.push_back(name);
    const Node* base = next->source.find("extends");
    const auto found = library.scenarios().find(base == nullptr ? std::string() : base->text);
    next = found == library.scenarios().end() ? nullptr : &found->second;
  }
  return files;
}

// What follows `tetralab` on the command line.
std::string arguments(const RunOptions& options, const Selection& selection,
                      const run::Case& a_case) {
  std::vector<std::string> words{"run"};
  if (is_below(a_case.scenario->file, scenario_folder())) {
    words.push_back(a_case.scenario->id);
  } else {
    for (const std::string& file : files_of(*a_case.scenario, selection.library))
      words.push_back(quoted(file));
  }
  const std::string& client = a_case.client->file;
  words.insert(
      words.end(),
      {"--client", quoted(is_below(client, client_folder()) ? a_case.client->name : client)});
  if (options.isolation != "auto") words.insert(words.end(), {"--isolation", options.isolation});
  if (options.seed != RunOptions().seed)
    words.insert(words.end(), {"--seed", std::to_string(options.seed)});
  return text::join(words, " ");
}

}  // namespace

std::string name_of(const scenario::Scenario& scenario) {
  if (is_below(scenario.file, scenario_folder())) return scenario.id;
  return scenario.in_family ? scenario.file + ":" + scenario.id : scenario.file;
}

std::string again(const RunOptions& options, const Selection& selection, const run::Case& a_case) {
  return "tetralab " + arguments(options, selection, a_case);
}

std::string rerun_script(const RunOptions& options, const Selection& selection,
                         const run::Case& a_case) {
  std::error_code gone;
  const std::string here = std::filesystem::current_path(gone).string();
  return lab_script("Runs this case again.", program_path(), here,
                    arguments(options, selection, a_case));
}

}  // namespace tetra::select
