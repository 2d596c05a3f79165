#pragma once
#include <map>
#include <string>

#include "certs/pki_state.hpp"

namespace tetra::certs {

/// The minting of one leaf with its chain; lives as long as one call of Pki::issue.
class Issuance {
 public:
  Issuance(Pki::State& state, const LeafSpec& spec) : state_(state), spec_(spec) {}
  Result<Identity> run();

 private:
  Result<void> check_hosts() const;
  void rekey_authorities();
  /// The authority's certificate as this leaf's chain has it.
  Result<Certificate> certificate(Authority authority);
  Subject subject(const CertificateSpec& certificate) const;
  Result<void> mint_leaf(Identity& identity);
  Result<void> add_chain(Identity& identity);
  std::vector<Authority> parts_to_send() const;

  Pki::State& state_;
  const LeafSpec& spec_;
  std::map<Authority, Certificate> special_;  // certificates of this chain alone
};

}  // namespace tetra::certs
