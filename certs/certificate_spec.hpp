#pragma once
#include <optional>
#include <string>
#include <vector>

#include "certs/extension.hpp"
#include "certs/revocation_book.hpp"
#include "certs/signature.hpp"
#include "engine/base/quantity.hpp"

namespace tetra::certs {

/// Validity relative to the world's now; negative is the past, at most 200 years either way.
struct Validity {
  Duration not_before{};
  Duration not_after{};
};

/// A certificate that is marked as revoked in the book the moment it is minted.
struct Revocation {
  Duration at = -std::chrono::hours(1);  ///< relative to the world's now
  std::optional<RevocationReason> reason = RevocationReason::key_compromise;
};

/// The axes that leaf and authority certificates have in common. What is not said is as in a
/// healthy certificate of that role, so the zero value is healthy. Axes are orthogonal: each
/// changes one thing that a verifier can see.
struct CertificateSpec {
  std::optional<Validity> validity{};
  std::optional<KeyType> key{};
  std::optional<Digest> digest{};  ///< of the signature on this certificate
  std::optional<BasicConstraints> basic_constraints{};
  std::optional<std::vector<std::string>> key_usage{};           ///< empty: the extension is absent
  std::optional<std::vector<std::string>> extended_key_usage{};  ///< empty: the extension is absent
  std::optional<NameConstraints> name_constraints{};  ///< both lists empty: the extension is absent
  std::optional<std::string> ocsp_url{};              ///< these three: empty means no such pointer
  std::optional<std::string> crl_url{};
  std::optional<std::string> ca_issuers_url{};
  std::optional<std::string> serial{};  ///< big-endian bytes, up to 20; random when not said
  bool must_staple = false;
  std::vector<Extension> more_extensions{};
  SignatureFault signature = SignatureFault::good;
  std::optional<Revocation> revoked{};
};

/// `over` wherever it says something, else `under`.
CertificateSpec merge(const CertificateSpec& under, const CertificateSpec& over);

}  // namespace tetra::certs
