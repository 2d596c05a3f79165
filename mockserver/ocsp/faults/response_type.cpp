// ocsp.response-type: responseBytes of another type than id-pkix-ocsp-basic (RFC 6960
// section 4.2.1).
#include "mockserver/ocsp/ocsp_fault.hpp"

namespace tetra::ocsp {
namespace {

class ResponseType final : public Fault {
 public:
  explicit ResponseType(fault::Params& params)
      : type_(params.text("oid", "the responseType, dotted", "1.3.6.1.5.5.7.48.1.9")) {
    if (!certs::is_oid(type_)) params.complain("`" + type_ + "` is no object identifier");
  }

  void on_answer(const certs::OcspRequestInfo& /*request*/,
                 certs::OcspAnswerSpec& answer) override {
    answer.response_type = type_;
  }

 private:
  std::string type_;
};

const fault::Register<ResponseType> response_type_entry{{
    .layer = "ocsp",
    .name = "response-type",
    .services = ocsp_service,
    .summary = "Answers with responseBytes of a type that clients do not know.",
}};

}  // namespace
}  // namespace tetra::ocsp
