#pragma once
#include <map>
#include <utility>

#include "certs/hierarchy.hpp"
#include "certs/pki.hpp"

namespace tetra::certs {

/// What a Pki knows; for this room's own files.
struct Pki::State {
  explicit State(PkiOptions given) : options(std::move(given)), hierarchy(options) {}

  /// The healthy certificate of an authority, minted once.
  Result<Certificate> certified(Authority authority);
  /// Enters a certificate among those issued, and into the book when its spec says that it is
  /// revoked.
  CertificateId enter(Authority issuer, const Certificate& certificate, const Key& key,
                      const CertificateSpec& spec);
  /// The same for an authority's certificate; a root's is not entered, because nobody but itself
  /// could revoke it.
  void remember(Authority authority, const Certificate& certificate, const CertificateSpec& spec);
  /// The authority gets a new key; every certificate and responder that stands on the old one is
  /// minted anew when next asked for.
  void rekey(Authority authority, KeyType type);

  PkiOptions options;
  Hierarchy hierarchy;
  RevocationBook book;
  std::map<Authority, Certificate> certificates;
  std::map<CertificateId, Certificate> issued;
  std::map<CertificateId, Key> keys;  ///< of those issued
  std::map<std::pair<Authority, ResponderKind>, Responder> responders;
};

}  // namespace tetra::certs
