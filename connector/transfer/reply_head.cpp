#include "connector/transfer/reply_head.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "engine/base/text.hpp"

namespace tetra::connector {
namespace {

std::optional<std::uint64_t> digits(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

bool is_token(std::string_view name) {  // RFC 9110 5.6.2
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
  });
}

Outcome malformed(std::string what) {
  return failed(Cause::http_malformed, std::move(what));
}

/// One field, taken into the head; what is wrong with it, or success.
Outcome take_field(std::string_view line, ReplyHead& head, bool& chunked) {
  const auto colon = line.find(':');
  if (colon == std::string_view::npos || !is_token(line.substr(0, colon)))
    return malformed("a header line is none: " + text::printable(line, 60));
  const std::string name = text::lower(line.substr(0, colon));
  const std::string value(text::trim(line.substr(colon + 1)));
  if (std::any_of(value.begin(), value.end(),
                  [](char c) { return c == '\0' || c == '\r' || c == '\n'; })) {
    return malformed("a control byte in the header " + name);
  }
  if (name == "content-length") {
    const auto length = digits(value);
    if (!length || (head.length && *head.length != *length))
      return malformed("Content-Length is not one number: " + text::printable(value, 40));
    head.length = length;
  } else if (name == "transfer-encoding") {
    if (!text::equals_ignoring_case(value, "chunked") || chunked)
      return malformed("Transfer-Encoding is unknown: " + text::printable(value, 40));
    chunked = true;
  } else if (name == "content-encoding" && !text::equals_ignoring_case(value, "identity")) {
    return malformed("a Content-Encoding that was not asked for: " + text::printable(value, 40));
  } else if (name == "etag") {
    head.etag = value;
  } else if (name == "last-modified") {
    head.last_modified = value;
  } else if (name == "content-range") {
    head.content_range = value;
  } else if (name == "accept-ranges") {
    head.accept_ranges = text::lower(value);
  }
  return success();
}

std::string_view after_interim(std::string_view raw) {
  while (raw.starts_with("HTTP/1.1 100") || raw.starts_with("HTTP/1.0 100")) {
    const auto blank = raw.find("\r\n\r\n");
    if (blank == std::string_view::npos) break;
    raw.remove_prefix(blank + 4);
  }
  return raw;
}

}  // namespace

ParsedHead parse_head(std::string_view raw) {
  raw = after_interim(raw);
  ParsedHead parsed;
  bool chunked = false;
  bool first = true;
  while (!raw.empty()) {
    const auto end = raw.find("\r\n");
    if (end == std::string_view::npos)
      return {malformed("a header line does not end with CRLF"), {}};
    const std::string_view line = raw.substr(0, end);
    raw.remove_prefix(end + 2);
    if (line.empty()) break;
    if (first) {
      const auto status = line.size() < 12 ? std::nullopt : digits(line.substr(9, 3));
      if (!status || *status < 100)
        return {malformed("the status line is none: " + text::printable(line, 60)), {}};
      parsed.head.status = static_cast<int>(*status);
      first = false;
      continue;
    }
    parsed.outcome = take_field(line, parsed.head, chunked);
    if (!parsed.outcome.ok()) return parsed;
  }
  // RFC 9112 6.3: both together is how requests are smuggled.
  if (chunked && parsed.head.length)
    return {malformed("Content-Length and Transfer-Encoding together"), {}};
  if (parsed.head.status / 100 == 1)
    return {
        malformed(fmt::format("an interim answer, {}, that nobody asked for", parsed.head.status)),
        {}};
  return parsed;
}

std::optional<ContentRange> parse_content_range(std::string_view text) {
  if (!text.starts_with("bytes ")) return std::nullopt;
  text.remove_prefix(6);
  const auto dash = text.find('-');
  const auto slash = text.find('/');
  if (dash == std::string_view::npos || slash == std::string_view::npos || dash > slash)
    return std::nullopt;
  const auto first = digits(text.substr(0, dash));
  const auto last = digits(text.substr(dash + 1, slash - dash - 1));
  const auto total = text.substr(slash + 1) == "*" ? std::optional<std::uint64_t>{}
                                                   : digits(text.substr(slash + 1));
  if (!first || !last || *first > *last || (!total && text.substr(slash + 1) != "*") ||
      (total && *last >= *total))
    return std::nullopt;
  return ContentRange{*first, *last, total};
}

}  // namespace tetra::connector
