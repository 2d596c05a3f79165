// definitions.gzip-missing: a definition file is served unpacked under its .gzip name.
#include "mockserver/definitions/definitions_fault.hpp"

namespace tetra::definitions {
namespace {

class GzipMissing final : public Fault {
 public:
  explicit GzipMissing(fault::Params& /*params*/) {}

  bool on_offer(Offer& offer) override {
    if (offer.place.kind == Kind::manifest_gz || offer.place.kind == Kind::patches_gz) {
      const Kind plain = offer.place.kind == Kind::manifest_gz ? Kind::manifest : Kind::patches;
      offer.resource = with_text(std::move(offer.resource),
                                 offer.tree.text(plain, offer.place.engine, offer.place.version));
      return true;
    }
    const auto plain = plain_of(offer);
    if (plain) offer.resource = with_body(std::move(offer.resource), *plain, "unpacked");
    return plain.has_value();
  }
};

const fault::Register<GzipMissing> gzip_missing_entry{{
    .layer = "definitions",
    .name = "gzip-missing",
    .services = update_service,
    .summary = "Serves the unpacked bytes under the packed file's name, as a proxy does that "
               "unpacks what passes.",
}};

}  // namespace
}  // namespace tetra::definitions
