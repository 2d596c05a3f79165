#pragma once

namespace tetra::cli {

/// Opens /dev/null for each of the descriptors 0, 1 and 2 that was closed at the start: the next file that this process opens would
/// take its number, and what is meant for people would go into a cell's channel.
void open_closed_streams();

/// Flushes standard output. False, with a line on standard error, when what was printed is lost. A reader that went away (`| head`)
/// has what it wanted and is no error.
bool deliver_output();

}  // namespace tetra::cli
