#pragma once
#include <cstdint>
#include <memory>

#include "certs/pki.hpp"
#include "engine/scenario/scenario.hpp"
#include "mockserver/definitions/tree.hpp"
#include "world/addresses.hpp"

namespace tetra::world {

/// What a world needs and what can be made before its cell exists.
struct Blueprint {
  scenario::Scenario scenario;
  Network network = Network::documentation;
  std::uint64_t seed = 1;                       ///< of definitions and of `probability`; printed, so that a run can be replayed
  std::shared_ptr<definitions::Tree> tree;
  std::shared_ptr<certs::Pki> pki;              ///< null on the loopback: there the certificates name ports, known once bound
};

/// Mints and reads nothing from the network. Full definition sets are warmed here, so that a world is ready in milliseconds.
Result<Blueprint> prepare(const scenario::Scenario& scenario, Network network, std::uint64_t seed);

/// The PKI of a world for that scenario whose revocation hosts are at these `host:port` (port left out when it is 80).
Result<certs::Pki> mint_pki(const std::string& ocsp_authority, const std::string& crl_authority, const scenario::Scenario& scenario = {});

}  // namespace tetra::world
