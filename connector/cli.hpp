#pragma once

namespace tetra::connector {

/// `tetralab connector`: parses the command line (argv[0] is the name to show) and runs; SIGTERM
/// and SIGINT end the update cleanly.
int connector_main(int argc, const char* const* argv);

}  // namespace tetra::connector
