// ocsp.response-status: an OCSPResponse that is an error and has no body.
#include "mockserver/ocsp/ocsp_fault.hpp"

namespace tetra::ocsp {
namespace {

// RFC 6960 section 4.2.1; 4 is not used there.
constexpr fault::Symbol words[] = {{"successful", 0}, {"malformedRequest", 1}, {"internalError", 2},
                                   {"tryLater", 3},   {"sigRequired", 5},      {"unauthorized", 6}};

class ResponseStatus final : public Fault {
 public:
  explicit ResponseStatus(fault::Params& params)
      : status_(static_cast<certs::OcspResponseStatus>(params.symbol(
            "is", "the status, or any number; successful: without the body that belongs to it",
            words, 0, 127, "tryLater"))) {}

  void on_answer(const certs::OcspRequestInfo& /*request*/,
                 certs::OcspAnswerSpec& answer) override {
    answer.response_status = status_;
    answer.body = false;
  }

 private:
  certs::OcspResponseStatus status_;
};

const fault::Register<ResponseStatus> response_status_entry{{
    .layer = "ocsp",
    .name = "response-status",
    .services = ocsp_service,
    .summary = "Answers with an OCSP response status and no body, unsigned (RFC 6960 section 2.3).",
}};

}  // namespace
}  // namespace tetra::ocsp
