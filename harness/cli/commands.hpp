#pragma once
#include <CLI/CLI.hpp>
#include <functional>

namespace tetra::cli {

/// Adds one command to the program. `run` is set to what is to be done when the command was typed; it returns the exit status.
using Action = std::function<int()>;
void add_run(CLI::App& app, Action& run);
void add_list(CLI::App& app, Action& run);
void add_show(CLI::App& app, Action& run);
void add_lint(CLI::App& app, Action& run);
void add_faults(CLI::App& app, Action& run);
void add_up(CLI::App& app, Action& run);
void add_shell(CLI::App& app, Action& run);

}  // namespace tetra::cli
