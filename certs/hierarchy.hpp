#pragma once
#include <map>
#include <string>
#include <vector>

#include "certs/pki.hpp"

namespace tetra::certs {

/// Who certifies an authority: itself for the two roots.
Authority issuer_of(Authority authority);
/// Whose name and key it has: itself, except that the cross-certificate is for the intermediate.
Authority owner_of(Authority authority);

/// The names and keys behind the authorities of one world, and what a healthy certificate of each
/// looks like.
class Hierarchy {
 public:
  explicit Hierarchy(const PkiOptions& options);

  /// Tells the organisational unit that all names of this world share.
  const std::string& world() const { return world_; }
  std::string name(Authority authority) const;
  /// The key in use; minted when first asked for.
  Key key(Authority authority);
  /// From now on the authority signs with a new key of this type. Answers are still found under the
  /// old one.
  void rekey(Authority authority, KeyType type);
  /// The authority that owns name and key with these hashes.
  std::optional<Authority> find(std::string_view name_hash, std::string_view key_hash,
                                int digest_nid) const;

  CertificateSpec healthy(Authority authority) const;
  CertificateSpec healthy_leaf() const;
  /// Another certificate for the authority; what `over` does not say is healthy.
  Result<Certificate> certify(Authority authority, const CertificateSpec& over);

 private:
  PkiOptions options_;
  NameConstraints constraints_;
  std::string world_;
  std::map<Authority, std::vector<Key>> keys_;  // by owner; the last one is in use
};

}  // namespace tetra::certs
