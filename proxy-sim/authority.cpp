#include "proxy-sim/authority.hpp"

#include <algorithm>

#include "engine/base/text.hpp"

namespace tetra::proxy {
namespace {

constexpr std::string_view name_characters = "abcdefghijklmnopqrstuvwxyz0123456789-._";
constexpr std::string_view address_characters = "abcdef0123456789:.";
constexpr std::size_t longest_name = 253;

bool only(std::string_view text, std::string_view characters) {
  return !text.empty() && text.size() <= longest_name &&
         text.find_first_not_of(characters) == std::string_view::npos;
}

std::optional<std::uint16_t> port_of(const std::string& digits,
                                     std::optional<std::uint16_t> default_port) {
  if (digits.empty()) return default_port;
  if (!std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; }))
    return std::nullopt;
  const auto number = text::to_integer(digits);
  if (!number || *number < 1 || *number > 65535) return std::nullopt;
  return static_cast<std::uint16_t>(*number);
}

}  // namespace

std::optional<Authority> authority_of(const http::Request& request,
                                      std::optional<std::uint16_t> default_port) {
  Authority authority;
  const bool bracketed =
      request.host.size() > 2 && request.host.front() == '[' && request.host.back() == ']';
  authority.host = bracketed ? request.host.substr(1, request.host.size() - 2) : request.host;
  if (!only(authority.host, bracketed ? address_characters : name_characters)) return std::nullopt;
  const auto port = port_of(request.port, default_port);
  if (!port) return std::nullopt;
  authority.port = *port;
  authority.text = request.host + ":" + std::to_string(*port);
  return authority;
}

}  // namespace tetra::proxy
