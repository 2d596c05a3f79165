#pragma once
#include <map>
#include <string>
#include <utility>

#include "mockserver/crl/crl_fault.hpp"

namespace tetra::crl {

/// Makes the lists of one world. Lives as long as the world.
class Publisher {
 public:
  Publisher(const certs::Pki& pki, fault::Plan<Fault>& plan) : pki_(pki), plan_(plan) {}

  struct Published {
    BytesPtr bytes;
    std::vector<wire::Acted> acted;  ///< to be told once the list is on the wire
  };
  /// The list of that authority (RFC 5280 section 5).
  Published list(certs::Authority issuer, const fault::Context& context);
  /// The intermediate's certificate, certs-only PKCS#7.
  BytesPtr issuers() const;

 private:
  const certs::Pki& pki_;
  fault::Plan<Fault>& plan_;
  std::map<certs::Authority, std::pair<std::uint64_t, BytesPtr>> kept_;
};

}  // namespace tetra::crl
