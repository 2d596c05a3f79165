// ocsp.stale: the answer is properly signed, but its nextUpdate has passed.
#include "mockserver/ocsp/ocsp_fault.hpp"

namespace tetra::ocsp {
namespace {

class Stale final : public Fault {
 public:
  explicit Stale(fault::Params& params)
      : since_(params.duration("since", "how long ago nextUpdate was", "1d")) {}

  void on_answer(const certs::OcspRequestInfo& /*request*/,
                 certs::OcspAnswerSpec& answer) override {
    answer.this_update = -since_ - std::chrono::hours(24);
    answer.next_update = -since_;
    answer.produced_at = answer.this_update;
  }

 private:
  Duration since_;
};

const fault::Register<Stale> stale_entry{{
    .layer = "ocsp",
    .name = "stale",
    .services = ocsp_service,
    .summary = "Answers with a status whose nextUpdate has passed.",
}};

}  // namespace
}  // namespace tetra::ocsp
