#include "certs/issuance.hpp"

#include <algorithm>

#include "engine/base/text.hpp"

namespace tetra::certs {
namespace {

constexpr std::size_t kMostHosts = 20'000;
constexpr std::size_t kLongestHost = 1'000;
constexpr std::size_t kLongestCommonName = 64;  // ub-common-name, RFC 5280 appendix A
constexpr std::size_t kMostParts = 1'000;

// The first DNS name that fits. Never an IP address: a common name in place of a dNSName would fall
// under the DNS name constraints.
std::string common_name(const std::vector<std::string>& hosts) {
  const auto fits = [](const std::string& host) {
    return ip_address(host).empty() && host.size() <= kLongestCommonName;
  };
  const auto found = std::find_if(hosts.begin(), hosts.end(), fits);
  return found == hosts.end() ? std::string() : *found;
}

}  // namespace

Result<Identity> Issuance::run() {
  if (auto checked = check_hosts(); !checked) return fail(checked.error());
  rekey_authorities();
  Identity identity;
  if (auto made = mint_leaf(identity); !made) return fail(made.error());
  if (auto made = add_chain(identity); !made) return fail(made.error());
  return identity;
}

Result<void> Issuance::check_hosts() const {
  if (!spec_.hosts) return {};
  if (spec_.hosts->size() > kMostHosts)
    return fail("too-many-hosts", {}, "a certificate has at most 20000 hosts");
  for (const auto& host : *spec_.hosts) {
    const bool ascii = std::all_of(host.begin(), host.end(),
                                   [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    if (host.size() > kLongestHost || !ascii)
      return fail("bad-host", {}, "'" + text::printable(host, 60) + "' is no host name");
  }
  return {};
}

// First the keys, then the certificates: what an authority certifies must be signed with the key
// that its certificate shows.
void Issuance::rekey_authorities() {
  for (const auto& [authority, over] : spec_.authorities) {
    if (over.key) state_.rekey(authority, *over.key);
  }
}

Result<Certificate> Issuance::certificate(Authority authority) {
  if (const auto found = special_.find(authority); found != special_.end()) return found->second;
  const auto over = spec_.authorities.find(authority);
  if (over == spec_.authorities.end()) return state_.certified(authority);
  auto made = state_.hierarchy.certify(authority, over->second);
  if (!made) return made;
  state_.remember(authority, *made, over->second);
  special_.emplace(authority, *made);
  return made;
}

Subject Issuance::subject(const CertificateSpec& certificate) const {
  const auto& hosts = spec_.hosts ? *spec_.hosts : state_.options.hosts;
  std::vector<std::pair<std::string, std::string>> attributes;
  if (!spec_.empty_subject) {
    attributes = {{"O", "TETRA Lab"}, {"OU", "world " + state_.hierarchy.world()}};
    const auto name = spec_.common_name.value_or(common_name(hosts));
    if (!name.empty()) attributes.emplace_back("CN", name);
  }
  return {distinguished_name(attributes), make_key(certificate.key.value_or(KeyType::ec_p256)),
          spec_.subject_alternative_name ? hosts : std::vector<std::string>{}};
}

Result<void> Issuance::mint_leaf(Identity& identity) {
  const auto spec = merge(state_.hierarchy.healthy_leaf(), spec_.certificate);
  const auto owner = subject(spec);
  Signer signer{owner.name, owner.key, true};
  if (spec_.issuer) {
    auto issuer = certificate(*spec_.issuer);
    if (!issuer) return fail(issuer.error());
    identity.issuer = *std::move(issuer);
    signer = {state_.hierarchy.name(*spec_.issuer), state_.hierarchy.key(*spec_.issuer), false};
  }
  auto leaf = mint(owner, signer, spec, state_.options.now);
  if (!leaf) return fail(leaf.error());
  identity.leaf = *std::move(leaf);
  identity.key = owner.key;
  identity.serial = serial_of(identity.leaf);
  if (spec_.issuer)
    identity.id = state_.enter(owner_of(*spec_.issuer), identity.leaf, identity.key, spec);
  return {};
}

Result<void> Issuance::add_chain(Identity& identity) {
  const auto parts = parts_to_send();
  if (parts.size() > kMostParts)
    return fail("too-long-chain", {}, "a chain has at most 1000 certificates");
  for (const auto part : parts) {
    auto made = certificate(part);
    if (!made) return fail(made.error());
    identity.chain.push_back(*std::move(made));
  }
  auto anchor = certificate(Authority::root);
  if (!anchor) return fail(anchor.error());
  identity.trust_anchor = *std::move(anchor);
  return {};
}

std::vector<Authority> Issuance::parts_to_send() const {
  if (spec_.send) return *spec_.send;
  std::vector<Authority> parts;
  if (!spec_.issuer) return parts;
  for (auto part = *spec_.issuer; issuer_of(part) != part; part = issuer_of(part))
    parts.push_back(part);
  return parts;
}

}  // namespace tetra::certs
