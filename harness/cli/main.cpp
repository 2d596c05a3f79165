#include <csignal>
#include <exception>
#include <iostream>
#include <string_view>

#include "connector/cli.hpp"
#include "harness/cli/commands.hpp"
#include "harness/cli/streams.hpp"
#include "harness/select/selection.hpp"

int main(int argc, char** argv) {
  tetra::cli::open_closed_streams();
  std::signal(SIGPIPE, SIG_IGN);
  try {
    const bool connector = argc > 1 && std::string_view(argv[1]) == "connector";
    const int status = connector ? tetra::connector::connector_main(argc - 1, argv + 1)
                                 : tetra::cli::command_line(argc, argv);
    const bool run =
        argc > 1 && std::string_view(argv[1]) ==
                        "run";  // a report for standard output has been refused by then
    if (tetra::cli::deliver_output(run ? tetra::cli::Output::is_for_people
                                       : tetra::cli::Output::is_the_result))
      return status;
    // A connector's own failure says more than that nobody could read it.
    return connector && status != 0 ? status : tetra::cli::usage_error;
  } catch (const std::exception& error) {
    std::cerr << "tetralab: the lab is broken: " << error.what() << '\n';
    return tetra::cli::usage_error;
  }
}
