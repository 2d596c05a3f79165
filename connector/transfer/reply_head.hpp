#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "connector/tell/outcome.hpp"

namespace tetra::connector {

/// The part of a reply's head that the connector looks at.
struct ReplyHead {
  int status = 0;
  std::string etag;
  std::string last_modified;
  std::string content_range;
  std::string accept_ranges;
  std::optional<std::uint64_t> length;  ///< of the body, when it is told
};

struct ParsedHead {
  Outcome outcome;
  ReplyHead head;
};

/// A reply's head, read strictly from the bytes as they came (RFC 9112 4 to 6): cpp-httplib 0.11.4
/// skips lines without a colon and takes `Content-Length: abc` as 0. Interim 100s before it are
/// skipped. Anything off is http-malformed.
ParsedHead parse_head(std::string_view raw);

/// `bytes 100-199/200` (RFC 9110 14.4). nullopt when it is not of that form.
struct ContentRange {
  std::uint64_t first = 0;
  std::uint64_t last = 0;
  std::optional<std::uint64_t> total;
};
std::optional<ContentRange> parse_content_range(std::string_view text);

}  // namespace tetra::connector
