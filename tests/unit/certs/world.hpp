#pragma once
#include <gtest/gtest.h>

#include <string>

#include "certs/leaf_profiles.hpp"
#include "certs/pki.hpp"

namespace tetra::certs {

inline constexpr const char* kHost = "tetra-defs.amp.cisco.com";

/// The PKI of a world as FACTS section 2 describes it.
inline Pki make_pki() {
  auto pki = Pki::create(
      {.hosts = {kHost, "127.0.0.1"},
       .permitted_dns = {"amp.cisco.com", "identrust.com"},
       .ocsp_url = "http://commercial.ocsp.identrust.com",
       .crl_url_leaf = "http://validation.identrust.com/crl/hydrantidcao1.crl",
       .crl_url_intermediate = "http://validation.identrust.com/crl/commercialrootca1.crl",
       .ca_issuers_url = "http://validation.identrust.com/certs/hydrantidcaO1.p7c"});
  if (!pki) throw std::runtime_error(to_string(pki.error()));
  return *std::move(pki);
}

inline Identity issue(Pki& pki, const LeafSpec& spec = {}) {
  auto identity = pki.issue(spec);
  if (!identity) throw std::runtime_error(to_string(identity.error()));
  return *std::move(identity);
}

inline Identity issue(Pki& pki, std::string_view profile) {
  return issue(pki, leaf_profile(profile).value());
}

}  // namespace tetra::certs
