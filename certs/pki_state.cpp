#include "certs/pki_state.hpp"

namespace tetra::certs {

Result<Certificate> Pki::State::certified(Authority authority) {
  if (const auto found = certificates.find(authority); found != certificates.end())
    return found->second;
  auto made = hierarchy.certify(authority, {});
  if (!made) return made;
  certificates.emplace(authority, *made);
  remember(authority, *made, {});
  return made;
}

void Pki::State::remember(Authority authority, const Certificate& certificate,
                          const CertificateSpec& spec) {
  if (issuer_of(authority) != authority)
    enter(owner_of(issuer_of(authority)), certificate, hierarchy.key(authority), spec);
}

CertificateId Pki::State::enter(Authority issuer, const Certificate& certificate, const Key& key,
                                const CertificateSpec& spec) {
  CertificateId id{issuer, serial_of(certificate)};
  issued.insert_or_assign(id, certificate);
  keys.insert_or_assign(id, key);
  if (spec.revoked) book.revoke(id, spec.revoked->reason, options.now + spec.revoked->at);
  return id;
}

void Pki::State::rekey(Authority authority, KeyType type) {
  const auto owner = owner_of(authority);
  hierarchy.rekey(owner, type);
  std::erase_if(certificates, [owner](const auto& entry) {
    return owner_of(entry.first) == owner || owner_of(issuer_of(entry.first)) == owner;
  });
  std::erase_if(responders, [owner](const auto& entry) { return entry.first.first == owner; });
}

}  // namespace tetra::certs
