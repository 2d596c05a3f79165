#include "world/blueprint.hpp"

#include <stdexcept>

#include "certs/trust_files.hpp"
#include "mockserver/tls/tls_fault.hpp"

namespace tetra::world {
namespace {

std::vector<std::string> update_hosts() {
  std::vector<std::string> hosts;
  for (const std::string_view host :
       {name::definitions, name::definitions_eu, name::definitions_apjc, name::definitions_old})
    hosts.emplace_back(host);
  return hosts;
}

// Made once for this question and dropped: only the fault itself knows.
void ask_about_inspection(const scenario::FaultUse& use, Blueprint& blueprint) {
  const auto made = fault::make_fault(*use.entry, use.parameters);
  const auto* inspecting = made ? dynamic_cast<const proxy::Inspects*>(made->get()) : nullptr;
  if (inspecting == nullptr) return;
  blueprint.inspects = true;
  blueprint.trusts_inspection = blueprint.trusts_inspection || inspecting->is_trusted();
}

// A root that is wrong is wrong in the endpoint's trust store, so it must be known before anything
// is minted.
certs::CertificateSpec prepare_faults(const scenario::Scenario& scenario) {
  certs::CertificateSpec root;
  const auto ask = [&](const std::vector<scenario::FaultUse>& uses) {
    for (const scenario::FaultUse& use : uses) {
      if (use.entry->info.layer != "tls") continue;
      const auto made = fault::make_fault(*use.entry, use.parameters);
      if (!made)
        throw std::logic_error("a checked fault can't be made: " + to_string(made.error()));
      dynamic_cast<const tls::Fault&>(**made).on_prepare(root);
    }
  };
  ask(scenario.faults);
  for (const scenario::Attempt& attempt : scenario.attempts) ask(attempt.faults);
  return root;
}

}  // namespace

// Paths and shape of the chain: FACTS section 2 (C).
Result<certs::Pki> mint_pki(const std::string& ocsp_authority, const std::string& crl_authority,
                            const scenario::Scenario& scenario) {
  certs::PkiOptions options;
  options.root = prepare_faults(scenario);
  options.hosts = update_hosts();
  options.permitted_dns = {std::string(name::proxy), "amp.cisco.com", "identrust.com",
                           "corp.example"};
  options.ocsp_url = "http://" + ocsp_authority;
  options.crl_url_leaf = "http://" + crl_authority + "/crl/hydrantidcao1.crl";
  options.crl_url_intermediate = "http://" + crl_authority + "/crl/commercialrootca1.crl";
  options.ca_issuers_url = "http://" + crl_authority + "/certs/hydrantidcaO1.p7c";
  return certs::Pki::create(std::move(options));
}

Result<std::shared_ptr<proxy::InspectionAuthority>> mint_inspection(
    const std::string& proxy_authority) {
  return proxy::InspectionAuthority::create(update_hosts(), "http://" + proxy_authority);
}

std::vector<TrustedRoot> trusted_roots(const Blueprint& blueprint) {
  std::vector<TrustedRoot> roots{
      {blueprint.pki->root_pem(),
       certs::subject_hash_name(blueprint.pki->certificate(certs::Authority::root))}};
  if (blueprint.trusts_inspection)
    roots.push_back({blueprint.inspection->root_pem(), blueprint.inspection->root_hash_name()});
  return roots;
}

Result<Blueprint> prepare(const scenario::Scenario& scenario, Network network, std::uint64_t seed) {
  Blueprint blueprint;
  blueprint.scenario = scenario;
  blueprint.network = network;
  blueprint.seed = seed;
  definitions::TreeOptions options;
  options.seed = seed;
  options.set = scenario.definitions == scenario::Definitions::full ? definitions::Set::full
                                                                    : definitions::Set::small;
  static const auto fingerprints = std::make_shared<definitions::FingerprintCache>();
  options.fingerprints = fingerprints;
  blueprint.tree = std::make_shared<definitions::Tree>(std::move(options));
  if (scenario.definitions == scenario::Definitions::full)
    blueprint.tree->warm(definitions::Engine::av64bit);
  if (network == Network::documentation) {
    auto pki = mint_pki(std::string(name::ocsp), std::string(name::crl), scenario);
    if (!pki) return fail(pki.error());
    blueprint.pki = std::make_shared<certs::Pki>(std::move(*pki));
  }
  for (const scenario::FaultUse& use : scenario.faults) ask_about_inspection(use, blueprint);
  for (const scenario::Attempt& attempt : scenario.attempts) {
    for (const scenario::FaultUse& use : attempt.faults) ask_about_inspection(use, blueprint);
  }
  if (blueprint.inspects && network == Network::documentation) {
    auto inspection = mint_inspection(std::string(name::proxy) + ":3128");
    if (!inspection) return fail(inspection.error());
    blueprint.inspection = std::move(*inspection);
  }
  return blueprint;
}

}  // namespace tetra::world
