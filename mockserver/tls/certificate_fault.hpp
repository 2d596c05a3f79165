#pragma once
#include "mockserver/tls/tls_fault.hpp"

namespace tetra::tls {

/// What a `certificate` entry of a scenario changes: a profile to begin with, and single axes of
/// one certificate of the chain. Several entries add up, each for its certificate.
class CertificateChange {
 public:
  /// Reads the parameters. Values that no certificate can have are complained of here, by minting
  /// one.
  explicit CertificateChange(fault::Params& params);
  void apply(certs::LeafSpec& leaf) const;
  /// Reserves the keys that take long to make, and tells what it says of the root that endpoints
  /// trust.
  void prepare(certs::CertificateSpec& root) const;

 private:
  void read_axes(fault::Params& params);
  void read_usage(fault::Params& params);
  void read_pointers(fault::Params& params);
  void read_leaf(fault::Params& params);
  void try_minting(fault::Params& params) const;

  std::optional<certs::LeafSpec> profile_;
  std::optional<certs::Authority> of_;  // nullopt: the leaf
  certs::CertificateSpec spec_;
  certs::LeafSpec leaf_;  // of it: hosts, names, issuer, send
  bool issuer_given_ = false, nameless_ = false, without_names_ = false;
};

}  // namespace tetra::tls
