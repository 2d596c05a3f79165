// ocsp.nonce: the nonce is not the one that was sent (RFC 8954).
#include "mockserver/ocsp/ocsp_fault.hpp"

namespace tetra::ocsp {
namespace {

class Nonce final : public Fault {
  using Kind = certs::OcspAnswerSpec::Nonce;

 public:
  explicit Nonce(fault::Params& params)
      : is_(params.one_of<Kind>("is", "unasked: one is sent although the request has none",
                                {{"missing", Kind::omit},
                                 {"wrong", Kind::wrong},
                                 {"truncated", Kind::truncated},
                                 {"unasked", Kind::unasked}},
                                "missing")) {}

  void on_answer(const certs::OcspRequestInfo& /*request*/,
                 certs::OcspAnswerSpec& answer) override {
    answer.nonce = is_;
  }

 private:
  Kind is_;
};

const fault::Register<Nonce> nonce_entry{{
    .layer = "ocsp",
    .name = "nonce",
    .services = ocsp_service,
    .summary = "Answers without the nonce of the request, with another one, with half of it, or "
               "with one that nobody sent.",
}};

}  // namespace
}  // namespace tetra::ocsp
