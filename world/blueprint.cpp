#include "world/blueprint.hpp"

namespace tetra::world {

// Paths and shape of the chain: FACTS section 2 (C).
Result<certs::Pki> mint_pki(const std::string& ocsp_authority, const std::string& crl_authority) {
  certs::PkiOptions options;
  for (const std::string_view host : {name::definitions, name::definitions_eu, name::definitions_apjc, name::definitions_old}) options.hosts.emplace_back(host);
  options.permitted_dns = {std::string(name::proxy), "amp.cisco.com", "identrust.com", "corp.example"};
  options.ocsp_url = "http://" + ocsp_authority;
  options.crl_url_leaf = "http://" + crl_authority + "/crl/hydrantidcao1.crl";
  options.crl_url_intermediate = "http://" + crl_authority + "/crl/commercialrootca1.crl";
  options.ca_issuers_url = "http://" + crl_authority + "/certs/hydrantidcaO1.p7c";
  return certs::Pki::create(std::move(options));
}

Result<Blueprint> prepare(const scenario::Scenario& scenario, Network network, std::uint64_t seed) {
  Blueprint blueprint;
  blueprint.scenario = scenario;
  blueprint.network = network;
  blueprint.seed = seed;
  definitions::TreeOptions options;
  options.seed = seed;
  options.set = scenario.definitions == "full" ? definitions::Set::full : definitions::Set::small;
  static const auto fingerprints = std::make_shared<definitions::FingerprintCache>();
  options.fingerprints = fingerprints;
  blueprint.tree = std::make_shared<definitions::Tree>(std::move(options));
  if (scenario.definitions == "full") blueprint.tree->warm(definitions::Engine::av64bit);
  if (network == Network::documentation) {
    auto pki = mint_pki(std::string(name::ocsp), std::string(name::crl));
    if (!pki) return fail(pki.error());
    blueprint.pki = std::make_shared<certs::Pki>(std::move(*pki));
  }
  return blueprint;
}

}  // namespace tetra::world
