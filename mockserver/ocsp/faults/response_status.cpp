// ocsp.response-status: an OCSPResponse that is an error and has no body.
#include "mockserver/ocsp/ocsp_fault.hpp"

namespace tetra::ocsp {
namespace {

class ResponseStatus final : public Fault {
 public:
  explicit ResponseStatus(fault::Params& params) {
    const auto status = certs::parse_ocsp_response_status(params.text("is", "malformedRequest, internalError, tryLater, sigRequired or unauthorized", "tryLater"));
    if (!status) params.complain(status.error().what, status.error().hint);
    status_ = status.value_or(certs::OcspResponseStatus::try_later);
  }

  void on_answer(const certs::OcspRequestInfo& /*request*/, certs::OcspAnswerSpec& answer) override { answer.response_status = status_; }

 private:
  certs::OcspResponseStatus status_;
};

const fault::Register<ResponseStatus> entry{{
    .layer = "ocsp",
    .name = "response-status",
    .services = ocsp_service,
    .summary = "Answers with an OCSP error status (RFC 6960 section 2.3), unsigned.",
}};

}  // namespace
}  // namespace tetra::ocsp
