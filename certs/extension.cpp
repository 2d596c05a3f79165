#include "certs/extension.hpp"

#include <arpa/inet.h>
#include <openssl/objects.h>

#include <algorithm>
#include <array>

#include "certs/der.hpp"
#include "certs/openssl.hpp"
#include "engine/base/text.hpp"

namespace tetra::certs {
namespace {

constexpr unsigned kDnsName = 2;  // GeneralName's tags, RFC 5280 4.2.1.6
constexpr unsigned kUri = 6;
constexpr unsigned kIpAddress = 7;

std::string mask_of(std::size_t bytes, unsigned prefix) {
  std::string mask(bytes, '\0');
  for (unsigned bit = 0; bit < prefix; ++bit)
    mask[bit / 8] = static_cast<char>(mask[bit / 8] | (0x80 >> (bit % 8)));
  return mask;
}

std::string subtrees(const std::vector<std::string>& names) {
  std::string all;
  for (const auto& name : names) {
    const auto network = ip_network(name);
    all += der::sequence({network.empty() ? der::context_primitive(kDnsName, name)
                                          : der::context_primitive(kIpAddress, network)});
  }
  return all;
}

std::string access_description(int method, const std::string& url) {
  return url.empty() ? std::string()
                     : der::sequence({der::object(method), der::context_primitive(kUri, url)});
}

}  // namespace

std::string to_der(const Extension& extension) {
  const auto oid = der::object(extension.oid);
  if (oid.empty()) throw CryptoError("no such extension: " + extension.oid);
  return der::sequence({oid, extension.critical ? der::boolean(true) : std::string(),
                        der::octet_string(extension.value)});
}

bool is_oid(const std::string& oid) {
  return !der::object(oid).empty();
}

std::string ip_address(const std::string& text) {
  std::array<char, 16> bytes{};
  if (inet_pton(AF_INET, text.c_str(), bytes.data()) == 1) return {bytes.data(), 4};
  if (inet_pton(AF_INET6, text.c_str(), bytes.data()) == 1) return {bytes.data(), 16};
  return {};
}

std::string ip_network(std::string_view text) {
  const auto slash = text.find('/');
  auto address = ip_address(std::string(text.substr(0, slash)));
  if (address.empty()) return {};
  const auto bits = address.size() * 8;
  const auto prefix = slash == std::string_view::npos
                          ? static_cast<std::int64_t>(bits)
                          : text::to_integer(text.substr(slash + 1)).value_or(-1);
  if (prefix < 0 || prefix > static_cast<std::int64_t>(bits)) return {};
  const auto mask = mask_of(address.size(), static_cast<unsigned>(prefix));
  std::transform(address.begin(), address.end(), mask.begin(), address.begin(),
                 [](char a, char m) { return static_cast<char>(a & m); });
  return address + mask;
}

namespace extension {

Extension subject_alternative_name(const std::vector<std::string>& hosts, bool critical) {
  std::string names;
  for (const auto& host : hosts) {
    const auto address = ip_address(host);
    names += address.empty() ? der::context_primitive(kDnsName, host)
                             : der::context_primitive(kIpAddress, address);
  }
  return {"subjectAltName", critical, der::element(0x30, names)};
}

Extension basic_constraints(const BasicConstraints& constraints) {
  // cA is FALSE by default and DER leaves defaults out; pathLenConstraint only goes with cA (RFC
  // 5280 4.2.1.9).
  const auto ca = constraints.ca ? der::boolean(true) : std::string();
  const auto length = constraints.path_length
                          ? der::integer(std::uint64_t{*constraints.path_length})
                          : std::string();
  return {"basicConstraints", true, der::sequence({ca, length})};
}

Result<Extension> key_usage(const std::vector<std::string>& names) {
  static const std::vector<std::string> bits{
      "digitalSignature", "nonRepudiation", "keyEncipherment", "dataEncipherment", "keyAgreement",
      "keyCertSign",      "cRLSign",        "encipherOnly",    "decipherOnly"};
  std::string bytes(2, '\0');
  std::size_t highest = 0;
  for (const auto& name : names) {
    const auto found = std::find(bits.begin(), bits.end(), name);
    if (found == bits.end()) {
      return fail("unknown-key-usage", {}, "'" + text::printable(name, 40) + "' is no key usage",
                  "one of " + text::join(bits, ", "));
    }
    const auto bit = static_cast<std::size_t>(found - bits.begin());
    bytes[bit / 8] = static_cast<char>(bytes[bit / 8] | (0x80 >> (bit % 8)));
    highest = std::max(highest, bit);
  }
  bytes.resize(highest / 8 + 1);
  // A named bit list ends at its highest set bit (X.690 11.2.2).
  const auto unused = names.empty() ? 7U : 7U - static_cast<unsigned>(highest % 8);
  return Extension{"keyUsage", true, der::bit_string(bytes, static_cast<unsigned char>(unused))};
}

Result<Extension> extended_key_usage(const std::vector<std::string>& purposes) {
  std::string all;
  for (const auto& purpose : purposes) {
    const auto oid = der::object(purpose);
    if (oid.empty()) {
      return fail("unknown-purpose", {},
                  "'" + text::printable(purpose, 40) + "' is no extended key usage",
                  "serverAuth, clientAuth, OCSPSigning … or a dotted OID");
    }
    all += oid;
  }
  return Extension{"extendedKeyUsage", false, der::element(0x30, all)};
}

Result<Extension> name_constraints(const NameConstraints& constraints) {
  for (const auto* names : {&constraints.permitted, &constraints.excluded}) {
    for (const auto& name : *names) {
      if (name.find('/') != std::string::npos && ip_network(name).empty()) {
        return fail("bad-network", {}, "'" + text::printable(name, 60) + "' is no network",
                    "write 192.0.2.0/24 or 2001:db8::/32");
      }
    }
  }
  const auto permitted = constraints.permitted.empty()
                             ? std::string()
                             : der::context(0, subtrees(constraints.permitted));
  const auto excluded = constraints.excluded.empty()
                            ? std::string()
                            : der::context(1, subtrees(constraints.excluded));
  return Extension{"nameConstraints", true, der::sequence({permitted, excluded})};
}

Extension subject_key_identifier(std::string_view identifier) {
  return {"subjectKeyIdentifier", false, der::octet_string(identifier)};
}

Extension authority_key_identifier(std::string_view identifier) {
  return {"authorityKeyIdentifier", false, der::sequence({der::context_primitive(0, identifier)})};
}

Extension authority_information_access(const std::string& ocsp_url,
                                       const std::string& ca_issuers_url) {
  return {"authorityInfoAccess", false,
          der::sequence({access_description(NID_ad_OCSP, ocsp_url),
                         access_description(NID_ad_ca_issuers, ca_issuers_url)})};
}

Extension crl_distribution_points(const std::string& url) {
  const auto full_name = der::context(0, der::context_primitive(kUri, url));
  return {"crlDistributionPoints", false,
          der::sequence({der::sequence({der::context(0, full_name)})})};
}

Extension must_staple() {
  return {"1.3.6.1.5.5.7.1.24", false, der::sequence({der::integer(std::uint64_t{5})})};
}
Extension ocsp_no_check() {
  return {"1.3.6.1.5.5.7.48.1.5", false, der::null()};
}
// 1.3.6.1.4.1.32473 is the enterprise number reserved for examples (RFC 5612).
Extension unknown_critical() {
  return {"1.3.6.1.4.1.32473.1", true, der::null()};
}

}  // namespace extension
}  // namespace tetra::certs
