#pragma once
#include <compare>
#include <string>
#include <string_view>

#include "engine/base/result.hpp"

namespace tetra::certs {

/// The certificate authorities that a world can have. Each is minted when first asked for.
enum class Authority {
  root,                  ///< 'Commercial Root CA', name-constrained; what the endpoint trusts
  intermediate,          ///< 'Server CA O1', certified by root, path length 0
  sub_intermediate,      ///< 'Server CA O1 Sub', certified by intermediate against its path length
  unknown_root,          ///< a root that no endpoint trusts
  unknown_intermediate,  ///< certified by unknown_root
  cross_intermediate     ///< key and name of intermediate, certified by unknown_root
};

/// `root`, `intermediate`, `sub-intermediate`, `unknown-root`, `unknown-intermediate`,
/// `cross-intermediate`.
std::string_view to_string(Authority authority);
Result<Authority> parse_authority(std::string_view text);

/// Who a certificate is, for revocation: its issuer and its serial number in upper-case hex (RFC
/// 5280 4.1.2.2).
struct CertificateId {
  Authority issuer = Authority::intermediate;
  std::string serial{};
  friend auto operator<=>(const CertificateId&, const CertificateId&) = default;
};

}  // namespace tetra::certs
