#pragma once
#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string_view>

#include "certs/authority.hpp"

namespace tetra::certs {

/// CRLReason, numbered as RFC 5280 5.3.1 does.
enum class RevocationReason : unsigned char {
  unspecified = 0,
  key_compromise = 1,
  ca_compromise = 2,
  affiliation_changed = 3,
  superseded = 4,
  cessation_of_operation = 5,
  certificate_hold = 6,
  remove_from_crl = 8,
  privilege_withdrawn = 9,
  aa_compromise = 10
};
/// RFC 5280's spelling: `keyCompromise`, `certificateHold` ….
Result<RevocationReason> parse_revocation_reason(std::string_view text);

/// What a responder says of one certificate (RFC 6960 2.2).
struct CertificateStatus {
  enum class Kind { good, revoked, unknown };
  Kind kind = Kind::good;
  std::chrono::system_clock::time_point revoked_at{};
  std::optional<RevocationReason> reason{};  ///< absent: no reason is told
  friend bool operator==(const CertificateStatus&, const CertificateStatus&) = default;
};

/// Which certificates of one world are revoked. A value: give OCSP and the CRLs different copies
/// where a scenario wants them to disagree.
class RevocationBook {
 public:
  using TimePoint = std::chrono::system_clock::time_point;

  void revoke(const CertificateId& certificate, std::optional<RevocationReason> reason,
              TimePoint at);
  /// Good again, as after a certificateHold.
  void unrevoke(const CertificateId& certificate);
  /// Makes the OCSP responder say `unknown`; CRLs do not list it.
  void forget(const CertificateId& certificate);

  /// nullopt when nothing was ever written about it.
  std::optional<CertificateStatus> status(const CertificateId& certificate) const;
  const std::map<CertificateId, CertificateStatus>& entries() const { return entries_; }
  /// Grows with every change: what was signed under another version is stale.
  std::uint64_t version() const { return version_; }

 private:
  void write(const CertificateId& certificate, const CertificateStatus& status);
  std::map<CertificateId, CertificateStatus> entries_{};
  std::uint64_t version_ = 1;
};

}  // namespace tetra::certs
