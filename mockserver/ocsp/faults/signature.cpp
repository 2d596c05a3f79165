// ocsp.signature: the signature is broken in a chosen way, or made with another digest.
#include "mockserver/ocsp/ocsp_fault.hpp"

namespace tetra::ocsp {
namespace {

class Signature final : public Fault {
 public:
  explicit Signature(fault::Params& params) : signing_(revocation::read_signing(params)) {}

  void on_answer(const certs::OcspRequestInfo& /*request*/,
                 certs::OcspAnswerSpec& answer) override {
    answer.signature = signing_.fault;
    answer.digest = signing_.digest;
  }

 private:
  revocation::Signing signing_;
};

const fault::Register<Signature> signature_entry{{
    .layer = "ocsp",
    .name = "signature",
    .services = ocsp_service,
    .summary = "Answers with a signature that is broken, by another key, over other content, or "
               "with another digest.",
}};

}  // namespace
}  // namespace tetra::ocsp
