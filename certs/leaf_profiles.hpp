#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "certs/leaf_spec.hpp"

namespace tetra::certs {

/// A named leaf, told to people and checked by the lab itself.
struct ProfileInfo {
  std::string_view name;
  std::string_view summary;  ///< one sentence: what the client gets to see
  int verify_error = 0;  ///< X509_V_ERR_* that OpenSSL must report first, at security level 2, for
                         ///< the world's first host; 0: none
};

/// The spec behind a name; change single axes of it as you like. Problem: no such profile, with the
/// nearest name as hint.
Result<LeafSpec> leaf_profile(std::string_view name);
/// All profiles, in the order in which they are best read.
std::vector<ProfileInfo> leaf_profiles();
std::vector<std::string> leaf_profile_names();

}  // namespace tetra::certs
