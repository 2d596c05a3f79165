#pragma once
#include <cstdint>
#include <memory>

#include "certs/pki.hpp"
#include "engine/scenario/scenario.hpp"
#include "mockserver/definitions/tree.hpp"
#include "proxy-sim/inspection_authority.hpp"
#include "world/addresses.hpp"

namespace tetra::world {

/// What a world needs and what can be made before its cell exists.
struct Blueprint {
  scenario::Scenario scenario;
  Network network = Network::documentation;
  std::uint64_t seed =
      1;  ///< of definitions and of `probability`; printed, so that a run can be replayed
  std::shared_ptr<definitions::Tree> tree;
  std::shared_ptr<certs::Pki>
      pki;  ///< null on the loopback: there the certificates name ports, known once bound
  bool inspects = false;           ///< a fault lets the proxy open TLS
  bool trusts_inspection = false;  ///< and the endpoint has that authority among its roots
  std::shared_ptr<proxy::InspectionAuthority>
      inspection;  ///< null on the loopback as well, and where nothing is inspected
};

/// Mints and reads nothing from the network. Full definition sets are warmed here, so that a world
/// is ready in milliseconds.
Result<Blueprint> prepare(const scenario::Scenario& scenario, Network network, std::uint64_t seed);

/// The authority of the world's proxy, which clients reach at `host:port`.
Result<std::shared_ptr<proxy::InspectionAuthority>> mint_inspection(
    const std::string& proxy_authority);

/// A root that the endpoint trusts, and its file name in an OpenSSL certificate directory.
struct TrustedRoot {
  std::string pem, hash_name;
};
std::vector<TrustedRoot> trusted_roots(const Blueprint& blueprint);

/// The PKI of a world for that scenario whose revocation hosts are at these `host:port` (port left
/// out when it is 80).
Result<certs::Pki> mint_pki(const std::string& ocsp_authority, const std::string& crl_authority,
                            const scenario::Scenario& scenario = {});

}  // namespace tetra::world
