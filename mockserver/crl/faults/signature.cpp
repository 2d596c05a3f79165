// crl.signature: the signature is broken in a chosen way, or made with another digest.
#include "mockserver/crl/crl_fault.hpp"

namespace tetra::crl {
namespace {

class Signature final : public Fault {
 public:
  explicit Signature(fault::Params& params) : signing_(revocation::read_signing(params)) {}

  void on_list(List& list) override {
    list.spec.signature = signing_.fault;
    list.spec.digest = signing_.digest;
  }

 private:
  revocation::Signing signing_;
};

const fault::Register<Signature> signature_entry{{
    .layer = "crl",
    .name = "signature",
    .services = crl_service,
    .summary = "Serves a list whose signature is broken, by another key, over other content, or "
               "with another digest.",
}};

}  // namespace
}  // namespace tetra::crl
