// ocsp.times: each time of the answer is where the scenario says, from the moment of the answer.
#include "mockserver/ocsp/ocsp_fault.hpp"

namespace tetra::ocsp {
namespace {

class Times final : public Fault {
 public:
  explicit Times(fault::Params& params)
      : this_update_(revocation::maybe_offset(
            params, "this-update", "from when it is right, such as -5d or +1h; left out: -1h")),
        next_update_(revocation::maybe_offset(params, "next-update", "until when; left out: +24h")),
        produced_at_(
            revocation::maybe_offset(params, "produced-at", "when it was signed; left out: -1h")),
        endless_(params.flag("no-next-update", "nextUpdate is left out", false)) {}

  void on_answer(const certs::OcspRequestInfo& /*request*/,
                 certs::OcspAnswerSpec& answer) override {
    if (this_update_) answer.this_update = *this_update_;
    if (next_update_) answer.next_update = *next_update_;
    if (produced_at_) answer.produced_at = *produced_at_;
    if (endless_) answer.next_update = std::nullopt;
  }

 private:
  std::optional<Duration> this_update_, next_update_, produced_at_;
  bool endless_;
};

const fault::Register<Times> times_entry{{
    .layer = "ocsp",
    .name = "times",
    .services = ocsp_service,
    .summary = "Answers with these times in thisUpdate, nextUpdate and producedAt; nextUpdate may "
               "be left out.",
}};

}  // namespace
}  // namespace tetra::ocsp
