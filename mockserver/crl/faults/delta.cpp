// crl.delta: a delta CRL alone, without the list that it is the difference to (RFC 5280
// section 5.2.4).
#include "mockserver/crl/crl_fault.hpp"

namespace tetra::crl {
namespace {

class Delta final : public Fault {
 public:
  explicit Delta(fault::Params& params)
      : base_(params.integer("base", "number of the list that it is the difference to", 0,
                             1'000'000, 1)) {}

  void on_list(List& list) override { list.spec.delta_base = static_cast<std::uint64_t>(base_); }

 private:
  std::int64_t base_;
};

const fault::Register<Delta> delta_entry{{
    .layer = "crl",
    .name = "delta",
    .services = crl_service,
    .summary = "Serves a delta CRL in place of the whole list.",
}};

}  // namespace
}  // namespace tetra::crl
