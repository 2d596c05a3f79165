#include "proxy-sim/auth/ntlm_message.hpp"

namespace tetra::proxy::auth {
namespace {

constexpr std::string_view signature{"NTLMSSP\0", 8};
// Flags of MS-NLMP section 2.2.2.5.
constexpr std::uint32_t unicode = 0x1, oem = 0x2, request_target = 0x4, ntlm = 0x200,
                        always_sign = 0x8000, target_domain = 0x10000,
                        extended_session_security = 0x80000, target_info = 0x800000;

std::uint32_t number(std::string_view bytes, std::size_t at, std::size_t size) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < size; ++i)
    value |= std::uint32_t{static_cast<unsigned char>(bytes[at + i])} << (8 * i);
  return value;
}

void append(std::string& out, std::uint32_t value, std::size_t size) {
  for (std::size_t i = 0; i < size; ++i) out += static_cast<char>(value >> (8 * i));
}

bool is_message(std::string_view bytes, std::uint32_t type, std::size_t least) {
  return bytes.size() >= least && bytes.starts_with(signature) && number(bytes, 8, 4) == type;
}

// Length, allocated length and offset, two, two and four bytes; nullopt when they lead outside the
// message.
std::optional<std::string> field(std::string_view bytes, std::size_t at) {
  const std::size_t length = number(bytes, at, 2);
  const std::size_t offset = number(bytes, at + 4, 4);
  if (length == 0) return std::string();
  if (offset > bytes.size() || length > bytes.size() - offset) return std::nullopt;
  return std::string(bytes.substr(offset, length));
}

void append_field(std::string& out, std::size_t length, std::size_t offset) {
  append(out, static_cast<std::uint32_t>(length), 2);
  append(out, static_cast<std::uint32_t>(length), 2);
  append(out, static_cast<std::uint32_t>(offset), 4);
}

std::string widened(const std::string& oem_bytes) {
  std::string out;
  for (const char c : oem_bytes) out += std::string{c, '\0'};
  return out;
}

}  // namespace

std::optional<NtlmNegotiate> read_ntlm_negotiate(std::string_view bytes) {
  if (!is_message(bytes, 1, 16)) return std::nullopt;
  return NtlmNegotiate{number(bytes, 12, 4)};
}

std::string ntlm_challenge(const NtlmNegotiate& negotiate, const ServerChallenge& challenge,
                           std::string_view target) {
  const std::string name = utf16le(target);
  std::string info;  // AV pairs of section 2.2.2.1: MsvAvNbDomainName, MsvAvEOL
  append(info, 2, 2);
  append(info, static_cast<std::uint32_t>(name.size()), 2);
  info += name;
  append(info, 0, 4);
  constexpr std::size_t head = 48;
  std::string out(signature);
  append(out, 2, 4);
  append_field(out, name.size(), head);
  append(out,
         unicode | request_target | ntlm | always_sign | target_domain | target_info |
             (negotiate.flags & extended_session_security),
         4);
  out.append(reinterpret_cast<const char*>(challenge.data()), challenge.size());
  out.append(8, '\0');
  append_field(out, info.size(), head + name.size());
  return out + name + info;
}

std::optional<NtlmAuthenticate> read_ntlm_authenticate(std::string_view bytes) {
  if (!is_message(bytes, 3, 52)) return std::nullopt;
  const auto response = field(bytes, 20);
  const auto domain = field(bytes, 28);
  const auto user = field(bytes, 36);
  if (!response || !domain || !user) return std::nullopt;
  // Before flags were added, names were Unicode wherever the server had said so; ours does.
  const std::uint32_t flags = bytes.size() >= 64 ? number(bytes, 60, 4) : unicode;
  const bool wide = (flags & unicode) != 0 || (flags & oem) == 0;
  return NtlmAuthenticate{wide ? *user : widened(*user), wide ? *domain : widened(*domain),
                          *response};
}

}  // namespace tetra::proxy::auth
