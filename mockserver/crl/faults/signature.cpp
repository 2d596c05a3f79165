// crl.signature: the signature is broken in a chosen way, or made with another digest.
#include "mockserver/crl/crl_fault.hpp"

namespace tetra::crl {
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

  void on_list(List& list) override {
    list.spec.signature = fault_;
    list.spec.digest = digest_;
  }

 private:
  certs::SignatureFault fault_{};
  certs::Digest digest_{};
};

const fault::Register<Signature> entry{{
    .layer = "crl",
    .name = "signature",
    .services = crl_service,
    .summary = "Serves a list whose signature is broken, by another key, over other content, or with another digest.",
}};

}  // namespace
}  // namespace tetra::crl
