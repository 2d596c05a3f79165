#include <csignal>
#include <exception>
#include <iostream>

#include "harness/cli/commands.hpp"
#include "harness/cli/share.hpp"
#include "harness/connector/connector.hpp"

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);
  if (argc > 1 && std::string_view(argv[1]) == "connector") return tetra::connector::connector_main(argc - 1, argv + 1);
  CLI::App app{"TETRA Lab: every way that a TETRA definition update can fail, on purpose, exactly, and every time the same."};
  app.name("tetralab");
  app.set_version_flag("--version", TETRA_VERSION);
  app.require_subcommand(1);
  tetra::cli::Action action;
  tetra::cli::add_run(app, action);
  tetra::cli::add_list(app, action);
  tetra::cli::add_show(app, action);
  tetra::cli::add_lint(app, action);
  tetra::cli::add_faults(app, action);
  tetra::cli::add_up(app, action);
  tetra::cli::add_shell(app, action);
  app.add_subcommand("connector", "the stand-in endpoint; `tetralab connector --help`");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    const int status = app.exit(error);
    return status == 0 ? tetra::cli::all_good : tetra::cli::usage_error;
  }
  try {
    return action();
  } catch (const std::exception& error) {
    std::cerr << "tetralab: the lab is broken: " << error.what() << '\n';
    return tetra::cli::usage_error;
  }
}
