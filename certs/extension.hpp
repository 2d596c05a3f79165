#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"

namespace tetra::certs {

/// One X.509v3 extension as it goes on the wire (RFC 5280 4.2).
struct Extension {
  std::string oid{};  ///< dotted, or OpenSSL's short name
  bool critical = false;
  std::string value{};  ///< DER, the content of extnValue
};

/// RFC 5280 4.2.1.9. `present` false leaves the extension out.
struct BasicConstraints {
  bool present = true;
  bool ca = false;
  std::optional<unsigned> path_length{};
};

/// RFC 5280 4.2.1.10. Each entry is a DNS name (its whole subtree is meant), an IP address or a
/// network `192.0.2.0/24`. Both empty: the extension is absent.
struct NameConstraints {
  std::vector<std::string> permitted{};
  std::vector<std::string> excluded{};
};

/// The extension as DER; throws CryptoError for an OID that is none (specifications are checked
/// before: `is_oid`).
std::string to_der(const Extension& extension);
bool is_oid(const std::string& oid);

/// 4 or 16 bytes in network order, empty when the text is no IP address.
std::string ip_address(const std::string& text);
/// Address and mask, 8 or 32 bytes (RFC 5280 4.2.1.10); empty when the text is neither an address
/// nor a network.
std::string ip_network(std::string_view text);

namespace extension {

/// iPAddress for IP addresses, dNSName for everything else (RFC 5280 4.2.1.6).
Extension subject_alternative_name(const std::vector<std::string>& hosts, bool critical);
Extension basic_constraints(const BasicConstraints& constraints);
/// Names as RFC 5280 4.2.1.3 writes them (`digitalSignature`, `keyCertSign` …), in any order; a
/// Problem names an unknown one.
Result<Extension> key_usage(const std::vector<std::string>& names);
/// Short names (`serverAuth`) or dotted OIDs (RFC 5280 4.2.1.12).
Result<Extension> extended_key_usage(const std::vector<std::string>& purposes);
Result<Extension> name_constraints(const NameConstraints& constraints);
Extension subject_key_identifier(std::string_view identifier);
Extension authority_key_identifier(std::string_view identifier);
/// Both may be empty, not at the same time (RFC 5280 4.2.2.1).
Extension authority_information_access(const std::string& ocsp_url,
                                       const std::string& ca_issuers_url);
Extension crl_distribution_points(const std::string& url);
/// TLS feature status_request, "must staple" (RFC 7633).
Extension must_staple();
/// id-pkix-ocsp-nocheck (RFC 6960 4.2.2.2.1): do not ask for the responder's own status.
Extension ocsp_no_check();
/// A critical extension that no verifier knows.
Extension unknown_critical();

}  // namespace extension
}  // namespace tetra::certs
