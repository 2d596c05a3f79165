#include <cstddef>
#include <cstdint>

#include "proxy-sim/auth/base64.hpp"
#include "proxy-sim/auth/basic.hpp"
#include "proxy-sim/auth/digest.hpp"
#include "proxy-sim/auth/ntlm_message.hpp"

/// Any bytes as what a client gives a proxy: parameters of Digest, a token of Basic, and NTLM's
/// first and third message.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tetra::proxy::auth;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  read_parameters(bytes);
  read_basic(bytes);
  if (const auto negotiate = read_ntlm_negotiate(bytes))
    ntlm_challenge(*negotiate, ServerChallenge{}, "CORP");
  if (const auto authenticate = read_ntlm_authenticate(bytes))
    ntlmv2_proves(*authenticate, ServerChallenge{}, "tetra", "lab");
  utf16le(bytes);
  return 0;
}
