#include <csignal>
#include <exception>
#include <iostream>
#include <string_view>

#include "harness/cli/commands.hpp"
#include "harness/cli/share.hpp"
#include "harness/connector/connector.hpp"

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);
  try {
    if (argc > 1 && std::string_view(argv[1]) == "connector") return tetra::connector::connector_main(argc - 1, argv + 1);
    return tetra::cli::command_line(argc, argv);
  } catch (const std::exception& error) {
    std::cerr << "tetralab: the lab is broken: " << error.what() << '\n';
    return tetra::cli::usage_error;
  }
}
