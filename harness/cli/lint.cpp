// lint: mistakes in files, before anything runs.
#include <fmt/format.h>

#include <iostream>

#include "engine/base/escaped.hpp"
#include "engine/base/text.hpp"
#include "harness/cli/commands.hpp"
#include "harness/cli/warnings.hpp"
#include "harness/select/selection.hpp"

namespace tetra::cli {
namespace {

namespace fs = std::filesystem;

// What this process was given open can be read to its end; a pipe or device by name may never end.
bool was_given_open(const fs::path& path) {
  return path == "/dev/stdin" || path.string().starts_with("/dev/fd/");
}

// Sorts what was typed; says what can't be read, and gives nothing then.
std::optional<select::SortedFiles> sort_files(const std::vector<std::string>& typed) {
  select::SortedFiles files;
  bool good = true;
  for (const std::string& word : typed) {
    const fs::path path = word == "-" ? "/dev/stdin" : word;
    std::error_code ec;
    const auto kind = fs::status(path, ec).type();
    if (kind == fs::file_type::regular || kind == fs::file_type::directory ||
        (kind != fs::file_type::not_found && was_given_open(path))) {
      files.add(path);
      continue;
    }
    const std::string name = text::escaped(path.string());
    std::cerr << "tetralab: "
              << (kind == fs::file_type::not_found
                      ? "there is no file " + name
                      : name + " is neither a file nor a folder that can be read")
              << '\n';
    good = false;
  }
  if (!good) return std::nullopt;
  return files;
}

// Prints the mistakes of client files; the number of files without one.
std::optional<std::size_t> lint_clients(const std::vector<std::filesystem::path>& files) {
  std::size_t good = 0;
  for (const auto& file : files) {
    const auto loaded = clients::load_clients({file});
    if (!loaded) select::print_problem(loaded.error());
    good += loaded ? 1 : 0;
  }
  if (good != files.size()) return std::nullopt;
  return good;
}

void warn(const scenario::Library& library, const std::vector<fs::path>& client_files) {
  std::vector<fs::path> places{select::client_folder()};
  places.insert(places.end(), client_files.begin(), client_files.end());
  const auto known = clients::load_clients(places);
  if (!known) return;
  std::vector<const scenario::Scenario*> scenarios;
  for (const auto& [id, scenario] : library.scenarios()) scenarios.push_back(&scenario);
  warn_of_oddities(scenarios, *known);
}

int lint_files(const std::vector<std::string>& typed) {
  const auto files = sort_files(typed);
  if (!files) return usage_error;
  scenario::Library library;
  library.look_in({select::scenario_folder()});
  library.add(files->scenarios);
  for (const Problem& problem : library.problems()) select::print_problem(problem);
  const auto good_clients = lint_clients(files->clients);
  if (!library.problems().empty() || !good_clients) return usage_error;
  warn(library, files->clients);
  std::cout << fmt::format("{} scenarios, {} clients, no mistakes\n", library.scenarios().size(),
                           *good_clients);
  return all_good;
}

}  // namespace

int lint(const std::vector<std::string>& files, bool schema) {
  if (schema) {
    std::cout << scenario::json_schema() << '\n';
    return all_good;
  }
  if (!files.empty()) return lint_files(files);
  std::cerr << "tetralab: which files? `tetralab lint FILE…`\n";
  return usage_error;
}

}  // namespace tetra::cli
