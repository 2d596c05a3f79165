#pragma once
#include <string>
#include <string_view>

#include "certs/key.hpp"

namespace tetra::certs {

/// In which way the signature of a certificate, a CRL or an OCSP answer is wrong. What a verifier
/// sees:
enum class SignatureFault {
  good,
  content_changed,  ///< a proper signature, but over other bytes than those delivered
  bit_flipped,  ///< the lowest bit of the signature's last byte is turned; still well-formed DER
                ///< for ECDSA
  malformed,    ///< the first byte is missing: no DER for ECDSA, a wrong length for RSA
  wrong_key     ///< a proper signature by another key of the same type
};

/// `good`, `content-changed`, `bit-flipped`, `malformed`, `wrong-key`.
Result<SignatureFault> parse_signature_fault(std::string_view text);

/// AlgorithmIdentifier of a signature by that key, in DER.
std::string signature_algorithm(const Key& key, Digest digest);

/// SEQUENCE {content, algorithm, BIT STRING signature, trailer}: the shape that certificates, CRLs
/// and BasicOCSPResponses share. `content` is DER; `trailer` is DER or empty (the certs of an OCSP
/// answer).
std::string signed_object(std::string_view content, const Key& key, Digest digest,
                          SignatureFault fault, std::string_view trailer = {});

}  // namespace tetra::certs
