#pragma once
#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "certs/pki.hpp"

namespace tetra::certs {

/// How a certificate revocation list is. The axes are orthogonal; the zero value is the
/// intermediate's honest list.
struct CrlSpec {
  enum class Format { der, pem };

  Authority issuer = Authority::intermediate;  ///< an unrelated authority: the list of another CA
  std::vector<std::string> more_serials{};  ///< big-endian bytes; listed besides what the book says
  std::uint64_t fill_to_bytes =
      0;  ///< adds serials that nobody has until the DER is about as large; at most 16 MiB
  std::uint64_t fill_entries = 0;                 ///< the same by number, at most 400,000
  Duration this_update = -std::chrono::hours(1);  ///< these two: relative to the time of signing
  std::optional<Duration> next_update =
      std::chrono::hours(24 * 7);  ///< nullopt: the field is absent
  SignatureFault signature =
      SignatureFault::good;  ///< wrong_key: the right name, signed by another CA's key
  Digest digest = Digest::sha256;
  std::optional<Authority>
      name_of{};         ///< whose name the list bears as its issuer's; the signer's when not said
  unsigned version = 2;  ///< 1: the field is absent, and with it every extension (RFC 5280 5.1.2.1)
  std::optional<std::uint64_t> number{};  ///< CRL number; the book's version when not said
  bool numbered = true;                   ///< false: no CRL number (RFC 5280 5.2.3 demands one)
  std::optional<std::uint64_t>
      delta_base{};                          ///< makes it a delta CRL on that base (RFC 5280 5.2.4)
  bool reasons = true;                       ///< tell the reason codes
  std::vector<Extension> more_extensions{};  ///< of the list
  std::vector<Extension> entry_extensions{};  ///< of each entry that is not filling
  Format format = Format::der;
};

/// For whom and by whom a list is (RFC 5280 5.2.5).
struct CrlScope {
  enum class Only { all, user, ca, attribute };
  std::string url{};  ///< of the distribution point; empty: none named
  Only only = Only::all;
  bool indirect = false;  ///< it lists other authorities' certificates too
  std::optional<std::vector<RevocationReason>> reasons{};  ///< only revocations for these
};
/// The critical issuingDistributionPoint that says so.
Extension issuing_distribution_point(const CrlScope& scope);

/// A CRL (RFC 5280 5) in DER or PEM, listing what the book says is revoked of that issuer.
std::string encode_crl(const Pki& pki, const RevocationBook& book, const CrlSpec& spec = {},
                       std::chrono::system_clock::time_point at = std::chrono::system_clock::now());

}  // namespace tetra::certs
