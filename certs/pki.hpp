#pragma once
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "certs/certificate.hpp"
#include "certs/identity.hpp"
#include "certs/leaf_spec.hpp"
#include "certs/revocation_book.hpp"

namespace tetra::certs {

/// What the PKI of one world is minted for.
struct PkiOptions {
  std::vector<std::string>
      hosts{};  ///< of the healthy leaf; DNS names (a first label `*` is allowed) and IP addresses
  std::vector<std::string> permitted_dns{};  ///< further names, with their subtrees, that the root
                                             ///< may certify; hosts always may
  std::vector<std::string> permitted_networks{"192.0.2.0/24", "127.0.0.0/8", "2001:db8::/32",
                                              "::1/128"};
  std::string
      ocsp_url{};  ///< in leaf and intermediate; empty: no such pointer, as for the three below
  std::string crl_url_leaf{};          ///< in the leaf: where the intermediate's CRL is
  std::string crl_url_intermediate{};  ///< in the intermediate: where the root's CRL is
  std::string ca_issuers_url{};        ///< in the leaf: where the intermediate's certificate is
  CertificateSpec root{};              ///< how the trusted root differs from a healthy one
  std::chrono::system_clock::time_point now =
      std::chrono::system_clock::now();  ///< what all validity is relative to
};

/// OCSP responders that a Pki can sign with (RFC 6960 4.2.2.2).
enum class ResponderKind {
  issuer,                   ///< the CA that issued the certificate in question
  delegated,                ///< a responder certified by that CA with OCSPSigning
  delegated_expired,        ///< the same, its certificate expired
  delegated_without_eku,    ///< the same, without OCSPSigning
  wrong,                    ///< an unrelated CA
  delegated_not_yet_valid,  ///< delegated, its certificate valid from tomorrow
  delegated_by_another,     ///< certified with OCSPSigning, but by an unrelated CA
  itself                    ///< the certificate in question answers for itself
};

/// Who signs an OCSP answer.
struct Responder {
  Certificate certificate{};
  Signer signer{};
};

/// The authorities of one world and all certificates that they issued. Names carry a random
/// attribute and serials are random, so that no cache couples two worlds. Keys stay in memory. Not
/// for use from two threads at once, not even its const functions.
///
///   auto pki = Pki::create({.hosts = {"tetra-defs.amp.cisco.com"}, .ocsp_url =
///   "http://commercial.ocsp.identrust.com"}); auto identity =
///   pki->issue(*leaf_profile("expired")); install(ssl_ctx, *identity);
class Pki {
 public:
  /// Problem: no host, or a host or network that is none.
  static Result<Pki> create(PkiOptions options);
  Pki(Pki&&) noexcept;
  Pki& operator=(Pki&&) noexcept;
  ~Pki();

  /// Mints a leaf, and remembers it and every authority certificate minted for it. Problem: a
  /// mistake in the spec.
  Result<Identity> issue(const LeafSpec& spec = {});

  std::string root_pem() const { return to_pem(certificate(Authority::root)); }
  std::string intermediate_pem() const { return to_pem(certificate(Authority::intermediate)); }
  /// The healthy certificate of an authority, minted when first asked for.
  Certificate certificate(Authority authority) const;
  /// The authority's name and the key that it signs with now.
  Signer signer(Authority authority) const;
  /// Every kind but `itself`, which needs the certificate.
  Responder responder(Authority issuer, ResponderKind kind) const;
  /// The certificate with its own key; nullopt when this PKI issued no such certificate.
  std::optional<Responder> own_responder(const CertificateId& id) const;

  /// nullptr when this PKI issued no such certificate.
  Certificate find(const CertificateId& id) const;
  /// Every certificate that an authority of this PKI has issued so far, authorities' own included,
  /// the roots left out; sorted.
  std::vector<CertificateId> issued() const;
  /// Whose name and key these are, as hashed with a digest (OpenSSL NID) in an OCSP CertID; nullopt
  /// when nobody's.
  std::optional<Authority> find_authority(std::string_view name_hash, std::string_view key_hash,
                                          int digest_nid) const;

  /// The world's own book; profiles that say `revoked` write into it.
  RevocationBook& revocations();
  const RevocationBook& revocations() const;
  const PkiOptions& options() const;

 private:
  friend class Issuance;
  struct State;
  explicit Pki(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace tetra::certs
