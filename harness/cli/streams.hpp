#pragma once

namespace tetra::cli {

/// Opens /dev/null for each of the descriptors 0, 1 and 2 that was closed at the start: the next
/// file that this process opens would take its number, and what is meant for people would go into a
/// cell's channel. Standard output is one that can't be written then.
void open_closed_streams();

/// What a command's standard output is: all that it was started for, or what people may read beside
/// it.
enum class Output { is_the_result, is_for_people };

/// Flushes standard output. False, with a line on standard error, when what was printed is lost. A
/// reader that went away (`| head`) has what it wanted and is no error; neither is one that was
/// closed from the start, where the output is for people.
bool deliver_output(Output output = Output::is_the_result);

}  // namespace tetra::cli
