// ocsp.single-responses: one OCSPResponse with several SingleResponses.
#include "mockserver/ocsp/ocsp_fault.hpp"

namespace tetra::ocsp {
namespace {

using Company = certs::OcspAnswerSpec::Company;
using Kind = certs::CertificateStatus::Kind;

class SingleResponses final : public Fault {
 public:
  explicit SingleResponses(fault::Params& params)
      : others_(static_cast<unsigned>(params.integer(
            "others", "answers about certificates that nobody asked about", 0, 10'000, 1))),
        asked_(params.one_of<Company::Asked>("asked", "where the answer to the question stands",
                                             {{"first", Company::Asked::first},
                                              {"last", Company::Asked::last},
                                              {"absent", Company::Asked::absent}},
                                             "last")),
        again_(params.one_of<std::optional<Kind>>("again",
                                                  "a second answer about the same certificate",
                                                  {{"no", std::nullopt},
                                                   {"good", Kind::good},
                                                   {"revoked", Kind::revoked},
                                                   {"unknown", Kind::unknown}},
                                                  "no")) {}

  void on_answer(const certs::OcspRequestInfo& /*request*/,
                 certs::OcspAnswerSpec& answer) override {
    answer.company.others = others_;
    answer.company.asked = asked_;
    if (again_)
      answer.company.again = certs::CertificateStatus{
          *again_, std::chrono::system_clock::now() - std::chrono::hours(1), std::nullopt};
  }

 private:
  unsigned others_;
  Company::Asked asked_;
  std::optional<Kind> again_;
};

const fault::Register<SingleResponses> single_responses_entry{{
    .layer = "ocsp",
    .name = "single-responses",
    .services = ocsp_service,
    .summary =
        "Answers about further certificates too, or about them alone, or twice about the same.",
}};

}  // namespace
}  // namespace tetra::ocsp
