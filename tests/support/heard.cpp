#include "tests/support/raw_client.hpp"

namespace tetra::test {
namespace {

// The record's length with its header (RFC 8446 section 5.1), or 0 when it is not whole.
std::size_t record_size(std::string_view raw) {
  if (raw.size() < 5) return 0;
  const auto byte = [&](std::size_t at) {
    return static_cast<std::size_t>(static_cast<unsigned char>(raw[at]));
  };
  const std::size_t size = 5 + byte(3) * 256 + byte(4);
  return size <= raw.size() ? size : 0;
}

}  // namespace

std::string_view to_string(Security security) {
  switch (security) {
    case Security::plain:
      return "plain";
    case Security::tls12:
      return "tls12";
    case Security::tls13:
      return "tls13";
  }
  return "unknown";
}

std::string_view to_string(End end) {
  switch (end) {
    case End::fin:
      return "fin";
    case End::reset:
      return "reset";
    case End::open:
      return "open";
  }
  return "unknown";
}

std::string_view Heard::head() const {
  const auto at = bytes.find("\r\n\r\n");
  return at == std::string::npos ? std::string_view() : std::string_view(bytes).substr(0, at + 4);
}

std::string_view Heard::body() const {
  return head().empty() ? std::string_view() : std::string_view(bytes).substr(head().size());
}

bool ends_at_a_record(std::string_view raw) {
  while (!raw.empty()) {
    const std::size_t size = record_size(raw);
    if (size == 0) return false;
    raw.remove_prefix(size);
  }
  return true;
}

int last_record_type(std::string_view raw) {
  int type = -1;
  while (const std::size_t size = record_size(raw)) {
    type = static_cast<unsigned char>(raw[0]);
    raw.remove_prefix(size);
  }
  return type;
}

}  // namespace tetra::test
