#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tetra::proxy::auth {

using ServerChallenge = std::array<unsigned char, 8>;

/// What the first message says (MS-NLMP section 2.2.1.1).
struct NtlmNegotiate {
  std::uint32_t flags = 0;
};
std::optional<NtlmNegotiate> read_ntlm_negotiate(std::string_view bytes);

/// The second message (MS-NLMP section 2.2.1.2), for the realm's NetBIOS name `target`, with the
/// target information that NTLMv2 needs.
std::string ntlm_challenge(const NtlmNegotiate& negotiate, const ServerChallenge& challenge,
                           std::string_view target);

/// What counts of the third (MS-NLMP section 2.2.1.3). Names as UTF-16LE, whatever the client's
/// flags said; OEM bytes are read as Latin-1.
struct NtlmAuthenticate {
  std::string user, domain;
  std::string
      nt_response;  ///< NTLMv2: 16 bytes of proof, then the client's challenge (section 2.2.2.8)
};
/// Every offset and length is checked against the message. nullopt for anything else.
std::optional<NtlmAuthenticate> read_ntlm_authenticate(std::string_view bytes);

/// Whether the response proves that its sender knows the password (MS-NLMP section 3.3.2). User and
/// password are UTF-8; the user's name compares without regard to case in ASCII; any domain will
/// do, as it is part of the proof. Responses of NTLM version 1 prove nothing.
bool ntlmv2_proves(const NtlmAuthenticate& given, const ServerChallenge& challenge,
                   std::string_view user, std::string_view password);

/// UTF-8 as UTF-16LE; bytes that are no UTF-8 become U+FFFD.
std::string utf16le(std::string_view utf8);

}  // namespace tetra::proxy::auth
