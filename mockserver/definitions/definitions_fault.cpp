#include "mockserver/definitions/definitions_fault.hpp"

namespace tetra::definitions {

Target::Target(fault::Params& params, std::string of)
    : kind_(params.one_of<Kind>("of", "the document",
                                {{"manifest", Kind::manifest},
                                 {"versions-id", Kind::versions_id},
                                 {"version-txt", Kind::version_txt},
                                 {"cumulative-txt", Kind::cumulative_txt},
                                 {"patches", Kind::patches},
                                 {"v3-list", Kind::v3_list}},
                                std::move(of))),
      signed_(params.flag("signed", "whether versions.sig is made over the changed text", true)) {}

bool Target::means(const Text& text) const {
  const bool signature = text.asked == Kind::signature || text.asked == Kind::v3_signature;
  return text.place.kind == kind_ && (signed_ || !signature);
}

bool replace(Text& text, std::string changed) {
  if (changed == text.text) return false;
  text.text = std::move(changed);
  return true;
}

std::optional<BytesPtr> plain_of(const Offer& offer) {
  if (offer.place.kind != Kind::payload && offer.place.kind != Kind::v3_payload)
    return std::nullopt;
  const auto payload =
      offer.tree.payload(offer.healthy.engine, offer.healthy.version, offer.healthy.relative);
  return payload ? std::optional(payload->plain) : std::nullopt;
}

bool repack(Offer& offer, BytesPtr plain, std::string_view change) {
  offer.resource = with_body(std::move(offer.resource), stored_gzip(std::move(plain)), change);
  return true;
}

bool is_gzip(const Offer& offer) {
  switch (offer.place.kind) {
    case Kind::payload:
    case Kind::v3_payload:
    case Kind::manifest_gz:
    case Kind::patches_gz:
    case Kind::v3_list:
      return true;
    default:
      return false;
  }
}

}  // namespace tetra::definitions
