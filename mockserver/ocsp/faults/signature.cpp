// ocsp.signature: the signature is broken in a chosen way, or made with another digest.
#include "mockserver/ocsp/ocsp_fault.hpp"

namespace tetra::ocsp {
namespace {

class Signature final : public Fault {
 public:
  explicit Signature(fault::Params& params) {
    const auto fault = certs::parse_signature_fault(
        params.text("is", "good, content-changed, bit-flipped, malformed or wrong-key", "content-changed"));
    if (!fault) params.complain(fault.error().what, fault.error().hint);
    fault_ = fault.value_or(certs::SignatureFault::good);
    // The authorities' keys are ECDSA, for which MD5 is not defined (RFC 5758).
    digest_ = params.one_of<certs::Digest>("digest", "what is signed",
                                           {{"sha256", certs::Digest::sha256},
                                            {"sha1", certs::Digest::sha1},
                                            {"sha384", certs::Digest::sha384},
                                            {"sha512", certs::Digest::sha512}},
                                           "sha256");
  }

  void on_answer(const certs::OcspRequestInfo& /*request*/, certs::OcspAnswerSpec& answer) override {
    answer.signature = fault_;
    answer.digest = digest_;
  }

 private:
  certs::SignatureFault fault_{};
  certs::Digest digest_{};
};

const fault::Register<Signature> entry{{
    .layer = "ocsp",
    .name = "signature",
    .services = ocsp_service,
    .summary = "Answers with a signature that is broken, by another key, over other content, or with another digest.",
}};

}  // namespace
}  // namespace tetra::ocsp
