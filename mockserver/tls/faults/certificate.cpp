// tls.certificate: the service shows another certificate than its healthy one.
#include "certs/leaf_profiles.hpp"
#include "mockserver/tls/tls_fault.hpp"

namespace tetra::tls {
namespace {

class Certificate final : public Fault {
 public:
  explicit Certificate(fault::Params& params) {
    const std::string name = params.text("profile", "expired, not-yet-valid, wrong-host, self-signed, unknown-root …: see `tetralab faults certificate`", "expired");
    auto spec = certs::leaf_profile(name);
    if (spec) {
      leaf_ = std::move(*spec);
    } else {
      params.complain(spec.error().what, spec.error().hint);
    }
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
