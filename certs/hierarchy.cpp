#include "certs/hierarchy.hpp"

#include <array>

#include "engine/base/text.hpp"

namespace tetra::certs {
namespace {

using std::chrono::hours;

struct Role {
  std::string_view word;
  const char* common_name;
  Authority issuer;
  Authority owner;
};

// In the order of the enumerators. 'Commercial Root CA' and 'Server CA O1' are FACTS section 2's.
constexpr std::array<Role, 6> kRoles{
    {{"root", "Commercial Root CA", Authority::root, Authority::root},
     {"intermediate", "Server CA O1", Authority::root, Authority::intermediate},
     {"sub-intermediate", "Server CA O1 Sub", Authority::intermediate, Authority::sub_intermediate},
     {"unknown-root", "Unknown Root CA", Authority::unknown_root, Authority::unknown_root},
     {"unknown-intermediate", "Unknown Server CA", Authority::unknown_root,
      Authority::unknown_intermediate},
     {"cross-intermediate", "Server CA O1", Authority::unknown_root, Authority::intermediate}}};

const Role& role(Authority authority) {
  return kRoles.at(static_cast<std::size_t>(authority));
}

// Names that are nobody's (RFC 2606, RFC 6761): always another host, and permitted, so that a
// certificate for one of them is wrong for its name alone. A name beyond breaks the root's name
// constraints as well.
constexpr std::array<const char*, 6> kNeverAHost{"invalid",     "example",     "test",
                                                 "example.com", "example.net", "example.org"};

NameConstraints permitted(const PkiOptions& options) {
  NameConstraints constraints;
  for (const auto& host : options.hosts) {
    if (ip_address(host).empty())
      constraints.permitted.push_back(host.starts_with("*.") ? host.substr(2) : host);
  }
  for (const auto* more : {&options.permitted_dns, &options.permitted_networks}) {
    constraints.permitted.insert(constraints.permitted.end(), more->begin(), more->end());
  }
  constraints.permitted.insert(constraints.permitted.end(), kNeverAHost.begin(), kNeverAHost.end());
  return constraints;
}

std::string random_word() {
  const auto bytes = random_bytes(6);
  return text::hex({reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size()});
}

constexpr auto kYear = hours(24 * 365);

}  // namespace

std::string_view to_string(Authority authority) {
  return role(authority).word;
}

Result<Authority> parse_authority(std::string_view text) {
  std::vector<std::string> known;
  for (std::size_t i = 0; i < kRoles.size(); ++i) {
    if (kRoles.at(i).word == text) return static_cast<Authority>(i);
    known.emplace_back(kRoles.at(i).word);
  }
  return fail("unknown-word", {}, "'" + text::printable(text, 40) + "' is no authority",
              "one of " + text::join(known, ", "));
}

Authority issuer_of(Authority authority) {
  return role(authority).issuer;
}
Authority owner_of(Authority authority) {
  return role(authority).owner;
}

Hierarchy::Hierarchy(const PkiOptions& options)
    : options_(options), constraints_(permitted(options)), world_(random_word()) {}

std::string Hierarchy::name(Authority authority) const {
  return distinguished_name(
      {{"O", "TETRA Lab"}, {"OU", "world " + world_}, {"CN", role(authority).common_name}});
}

Key Hierarchy::key(Authority authority) {
  auto& keys = keys_[owner_of(authority)];
  if (keys.empty()) keys.push_back(make_key(KeyType::ec_p256));
  return keys.back();
}

void Hierarchy::rekey(Authority authority, KeyType type) {
  keys_[owner_of(authority)].push_back(make_key(type));
}

std::optional<Authority> Hierarchy::find(std::string_view name_hash, std::string_view key_hash,
                                         int digest_nid) const {
  for (const auto& [authority, keys] : keys_) {
    if (digest_of(name(authority), digest_nid) != name_hash) continue;
    for (const auto& key : keys) {
      if (digest_of(public_key_bits(key), digest_nid) == key_hash) return authority;
    }
  }
  return std::nullopt;
}

CertificateSpec Hierarchy::healthy(Authority authority) const {
  const bool top = issuer_of(authority) == authority;
  CertificateSpec spec;
  spec.validity = top ? Validity{-5 * kYear, 15 * kYear} : Validity{-1 * kYear, 5 * kYear};
  spec.basic_constraints = BasicConstraints{true, true, top ? std::nullopt : std::optional(0U)};
  spec.key_usage = {"keyCertSign", "cRLSign"};
  if (top) {
    spec.name_constraints = constraints_;
    return authority == Authority::root ? merge(spec, options_.root) : spec;
  }
  spec.ocsp_url = options_.ocsp_url;
  if (authority == Authority::intermediate) spec.crl_url = options_.crl_url_intermediate;
  if (authority == Authority::sub_intermediate) spec.crl_url = options_.crl_url_leaf;
  return spec;
}

CertificateSpec Hierarchy::healthy_leaf() const {
  CertificateSpec spec;
  spec.validity = Validity{-hours(24), hours(24 * 90)};
  spec.key = KeyType::ec_p256;
  spec.basic_constraints = BasicConstraints{};
  spec.key_usage = {"digitalSignature", "keyEncipherment"};
  spec.extended_key_usage = {"serverAuth"};
  spec.ocsp_url = options_.ocsp_url;
  spec.crl_url = options_.crl_url_leaf;
  spec.ca_issuers_url = options_.ca_issuers_url;
  return spec;
}

Result<Certificate> Hierarchy::certify(Authority authority, const CertificateSpec& over) {
  const auto issuer = issuer_of(authority);
  const Subject subject{name(authority), key(authority), {}};
  return mint(subject, {name(issuer), key(issuer), issuer == authority},
              merge(healthy(authority), over), options_.now);
}

}  // namespace tetra::certs
