#pragma once
#include <string>
#include <string_view>

namespace tetra::text {

/// A text from a client or a file as a terminal and XML 1.0 may have it: characters that a terminal
/// would obey, line ends among them, and bytes that are not UTF-8 become \xNN or \uNNNN, everything
/// else stays. At most `most` characters, then an ellipsis.
std::string escaped(std::string_view text, std::size_t most = 1000);

/// The same of a text of several lines, whose line ends stay. Of a text longer than `most_bytes`
/// its end stays, behind a line that says so.
std::string escaped_lines(std::string_view text, std::size_t most_bytes);

}  // namespace tetra::text
