// tls.certificate: the service shows another certificate than its healthy one.
#include "mockserver/tls/tls_fault.hpp"

namespace tetra::tls {
namespace {

std::vector<std::string> profile_names() {
  std::vector<std::string> names;
  for (const certs::ProfileInfo& profile : certs::leaf_profiles()) names.emplace_back(profile.name);
  return names;
}

class Certificate final : public Fault {
 public:
  explicit Certificate(fault::Params& params) {
    const std::string name = params.word("profile", "what is wrong with it", profile_names(), "expired");
    if (auto spec = certs::leaf_profile(name)) leaf_ = std::move(*spec);
  }

  void on_hello(const wire::Hello& /*hello*/, Handshake& handshake, const wire::Acted& acted) override {
    handshake.leaf = leaf_;
    handshake.on_shown.push_back(acted);
  }

 private:
  certs::LeafSpec leaf_;
};

const fault::Register<Certificate> entry{{
    .layer = "tls",
    .name = "certificate",
    .services = every_tls_service,
    .summary = "Shows a certificate of this profile instead of the healthy one.",
}};

}  // namespace
}  // namespace tetra::tls
