#pragma once
#include <optional>
#include <string_view>

#include "certs/der_damage.hpp"
#include "certs/signature.hpp"
#include "engine/fault/params.hpp"

namespace tetra::revocation {

/// `is`, `at`, `bytes`: what is done to the finished bytes. Complains of a position or a size that
/// can't be.
certs::DerDamage read_der_damage(fault::Params& params);

/// How an answer or a list is signed.
struct Signing {
  certs::SignatureFault fault{};
  certs::Digest digest{};
};
/// `is` and `digest`. The authorities' keys are ECDSA, for which MD5 is not defined (RFC 5758), so
/// it is no choice.
Signing read_signing(fault::Params& params);

/// A time as its distance from the moment of the answer: `-5d`, `+1h` or `0s`. None when the
/// parameter is left out.
std::optional<Duration> maybe_offset(fault::Params& params, std::string_view name,
                                     std::string_view meaning);

}  // namespace tetra::revocation
