#pragma once
#include <chrono>
#include <utility>
#include <vector>

#include "certs/leaf_profiles.hpp"

// What the tables of profiles are written in.
namespace tetra::certs {

/// A line of a table.
struct Profile {
  ProfileInfo info;
  LeafSpec (*spec)();
};

inline constexpr auto kDay = std::chrono::hours(24);
inline constexpr Validity kExpired{-90 * kDay, -1 * kDay};
inline constexpr Validity kNotYetValid{kDay, 90 * kDay};

/// A healthy leaf but for this of its certificate, or of the certificate of an authority above it.
inline LeafSpec with(CertificateSpec certificate) {
  return {.certificate = std::move(certificate)};
}
inline LeafSpec with(Authority authority, CertificateSpec certificate) {
  return {.authorities = {{authority, std::move(certificate)}}};
}

/// Those about who issued the certificate, what is sent of the chain, and the authorities'
/// certificates.
std::vector<Profile> chain_profiles();

}  // namespace tetra::certs
