#include "proxy-sim/socks/socks_fault.hpp"

#include "engine/base/text.hpp"

namespace tetra::socks {
namespace {

constexpr std::size_t most_bytes = 64 * 1024;

std::optional<std::string> bytes_of_hex(std::string_view hex) {
  std::string bytes;
  std::string digits;
  for (const char c : hex) {
    if (c == ' ') continue;
    digits += c;
    if (digits.size() < 2) continue;
    const auto value = text::to_integer("0x" + digits);
    if (!value || *value < 0) return std::nullopt;
    bytes += static_cast<char>(*value);
    digits.clear();
  }
  if (!digits.empty()) return std::nullopt;
  return bytes;
}

}  // namespace

Message OneMessage::ask_message(fault::Params& params) {
  return params.one_of<Message>(
      "message",
      "which answer: to the greeting, to user and password, or to the request (SOCKS4 has the last "
      "alone)",
      {{"method", Message::method}, {"auth", Message::auth}, {"reply", Message::reply}}, "reply");
}

std::string ask_bytes(fault::Params& params) {
  const auto as_text = params.maybe_text("text", "the bytes as text");
  const auto as_hex =
      params.maybe_text("hex", "the bytes as hex digits, spaces between them as you like");
  if (as_text.has_value() == as_hex.has_value()) {
    params.complain("the bytes are not said, or twice", "give `text` or `hex`");
    return {};
  }
  const auto bytes = as_hex ? bytes_of_hex(*as_hex) : as_text;
  if (!bytes) params.complain("`hex` is not pairs of hex digits");
  if (bytes && (bytes->empty() || bytes->size() > most_bytes))
    params.complain("no bytes, or more than 64 KiB");
  return bytes.value_or("");
}

}  // namespace tetra::socks
