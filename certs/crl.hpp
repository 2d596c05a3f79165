#pragma once
#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "certs/pki.hpp"

namespace tetra::certs {

/// How a certificate revocation list is. The axes are orthogonal; the zero value is the intermediate's honest list.
struct CrlSpec {
  enum class Format { der, pem };

  Authority issuer = Authority::intermediate;  ///< an unrelated authority: the list of another CA
  std::vector<std::string> more_serials{};     ///< big-endian bytes; listed besides what the book says
  std::uint64_t fill_to_bytes = 0;             ///< adds serials that nobody has until the DER is about as large; at most 16 MiB
  Duration this_update = -std::chrono::hours(1);                     ///< these two: relative to the time of signing
  std::optional<Duration> next_update = std::chrono::hours(24 * 7);  ///< nullopt: the field is absent
  SignatureFault signature = SignatureFault::good;                   ///< wrong_key: the right name, signed by another CA's key
  Digest digest = Digest::sha256;
  std::optional<std::uint64_t> number{};      ///< CRL number; the book's version when not said
  std::optional<std::uint64_t> delta_base{};  ///< makes it a delta CRL on that base (RFC 5280 5.2.4)
  bool reasons = true;                        ///< tell the reason codes
  Format format = Format::der;
};

/// A CRL (RFC 5280 5) in DER or PEM, listing what the book says is revoked of that issuer.
std::string encode_crl(const Pki& pki, const RevocationBook& book, const CrlSpec& spec = {},
                       std::chrono::system_clock::time_point at = std::chrono::system_clock::now());

}  // namespace tetra::certs
