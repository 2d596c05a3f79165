// crl.times: each time of the list is where the scenario says, from the moment of the answer.
#include "mockserver/crl/crl_fault.hpp"

namespace tetra::crl {
namespace {

class Times final : public Fault {
 public:
  explicit Times(fault::Params& params)
      : this_update_(revocation::maybe_offset(
            params, "this-update", "from when it is right, such as -5d or +1h; left out: -1h")),
        next_update_(revocation::maybe_offset(params, "next-update", "until when; left out: +7d")),
        endless_(params.flag("no-next-update", "nextUpdate is left out", false)) {}

  void on_list(List& list) override {
    if (this_update_) list.spec.this_update = *this_update_;
    if (next_update_) list.spec.next_update = *next_update_;
    if (endless_) list.spec.next_update = std::nullopt;
  }

 private:
  std::optional<Duration> this_update_, next_update_;
  bool endless_;
};

const fault::Register<Times> times_entry{{
    .layer = "crl",
    .name = "times",
    .services = crl_service,
    .summary =
        "Serves a list with these times in thisUpdate and nextUpdate; nextUpdate may be left out.",
}};

}  // namespace
}  // namespace tetra::crl
