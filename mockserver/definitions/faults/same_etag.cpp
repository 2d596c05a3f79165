// definitions.same-etag: a changed body keeps the ETag and the date of the healthy one.
#include "mockserver/definitions/definitions_fault.hpp"

namespace tetra::definitions {
namespace {

class SameEtag final : public Fault {
 public:
  explicit SameEtag(fault::Params& /*params*/) {}

  bool on_offer(Offer& offer) override {
    if (offer.resource.etag == offer.healthy.etag) return false;
    offer.resource.etag = offer.healthy.etag;
    offer.resource.last_modified = offer.healthy.last_modified;
    return true;
  }
};

const fault::Register<SameEtag> same_etag_entry{{
    .layer = "definitions",
    .name = "same-etag",
    .services = update_service,
    .summary = "Gives what the faults before it in the list have changed the ETag and date of the "
               "healthy file.",
}};

}  // namespace
}  // namespace tetra::definitions
