// crl.stale: the list's nextUpdate has passed.
#include "mockserver/crl/crl_fault.hpp"

namespace tetra::crl {
namespace {

class Stale final : public Fault {
 public:
  explicit Stale(fault::Params& params)
      : since_(params.duration("since", "how long ago nextUpdate was", "1d")) {}

  void on_list(List& list) override {
    list.spec.this_update = -since_ - std::chrono::hours(24);
    list.spec.next_update = -since_;
  }

 private:
  Duration since_;
};

const fault::Register<Stale> stale_entry{{
    .layer = "crl",
    .name = "stale",
    .services = crl_service,
    .summary = "Serves a list whose nextUpdate has passed.",
}};

}  // namespace
}  // namespace tetra::crl
