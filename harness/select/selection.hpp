#pragma once
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "engine/scenario/library.hpp"
#include "harness/clients/client.hpp"

namespace tetra::select {

/// This executable's path.
std::string program_path();
/// Where the project's own scenarios and client files are: $TETRALAB_SHARE, or beside the program.
std::filesystem::path scenario_folder();
std::filesystem::path client_folder();
/// What `explain` knows.
std::filesystem::path explain_folder();

/// Whether a file describes a client and not a scenario: it has a command or probes.
bool is_client_file(const std::filesystem::path& path);
/// Files and folders of scenarios, and client files. A folder that holds client files too comes
/// apart into its `.yaml` files.
struct SortedFiles {
  std::vector<std::filesystem::path> scenarios, clients;
  void add(const std::filesystem::path& path);
};

/// Prints a problem as compilers do, with a caret when its file can be read again.
void print_problem(const Problem& problem);

/// What was typed, as scenarios and clients. Problems are printed; nullopt: there were some.
struct Selection {
  scenario::Library library;
  std::map<std::string, clients::Client> clients;
  std::vector<std::string> scenarios;  ///< chosen ids, sorted by stage and id
  std::vector<std::string> chosen_clients;
};
/// `typed`: ids, globs on ids, scenario files, members of their families (`FILE:ID`), folders,
/// client files, client names. `client_names`: names or files; empty: all that can be run.
std::optional<Selection> select(const std::vector<std::string>& typed,
                                const std::vector<std::string>& client_names);
/// The same without any client: no client file is read.
std::optional<Selection> select_scenarios(const std::vector<std::string>& typed);

}  // namespace tetra::select
