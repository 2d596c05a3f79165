// ocsp.cert-id: the answer is about another certificate than was asked about (RFC 6960
// section 4.1.1).
#include "mockserver/ocsp/ocsp_fault.hpp"

namespace tetra::ocsp {
namespace {

class CertId final : public Fault {
 public:
  explicit CertId(fault::Params& params) {
    for (const std::string& part :
         params.texts("wrong", "serial, issuer-name-hash or issuer-key-hash, or several of them")) {
      if (part != "serial" && part != "issuer-name-hash" && part != "issuer-key-hash")
        params.complain("`" + part + "` is no part of a CertID",
                        "serial, issuer-name-hash or issuer-key-hash");
      serial_ = serial_ || part == "serial";
      name_ = name_ || part == "issuer-name-hash";
      key_ = key_ || part == "issuer-key-hash";
    }
  }

  void on_answer(const certs::OcspRequestInfo& /*request*/,
                 certs::OcspAnswerSpec& answer) override {
    if (serial_) answer.serial = certs::OcspAnswerSpec::Serial::other;
    answer.other_name_hash = answer.other_name_hash || name_;
    answer.other_key_hash = answer.other_key_hash || key_;
  }

 private:
  bool serial_ = false, name_ = false, key_ = false;
};

const fault::Register<CertId> cert_id_entry{{
    .layer = "ocsp",
    .name = "cert-id",
    .services = ocsp_service,
    .summary = "Answers about another certificate: another serial number, or another issuer.",
}};

}  // namespace
}  // namespace tetra::ocsp
