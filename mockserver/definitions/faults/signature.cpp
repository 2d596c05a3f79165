// definitions.signature: versions.sig does not vouch for versions.dat.
#include "mockserver/definitions/definitions_fault.hpp"

namespace tetra::definitions {
namespace {

// No signature at all for `empty`.
std::string signature(const Offer& offer, std::string_view made) {
  const std::string healthy = read_all(*offer.resource.body);
  const auto manifest = [&offer](std::uint32_t version) {
    return offer.tree.text(Kind::manifest, offer.place.engine, version);
  };
  if (made == "wrong-key") return SigningKey::generate().sign(manifest(offer.place.version));
  if (made == "other-build") return offer.tree.sign(manifest(offer.place.version - 1));
  if (made == "truncated") return healthy.substr(0, healthy.size() / 2);
  if (made == "other-algorithm") return "md5-with-rsa" + healthy.substr(healthy.find(' '));
  if (made == "binary") return std::string("\x30\x45\x02\x21\x00\xff\xfe\x80\x0a\x00", 10);
  return "";
}

class Signature final : public Fault {
 public:
  explicit Signature(fault::Params& params)
      : made_(params.word(
            "made", "how versions.sig is made",
            {"wrong-key", "other-build", "empty", "truncated", "other-algorithm", "binary"},
            "wrong-key")) {}

  bool on_offer(Offer& offer) override {
    if (offer.place.kind != Kind::signature) return false;
    offer.resource = with_text(std::move(offer.resource), signature(offer, made_));
    return true;
  }

 private:
  std::string made_;
};

const fault::Register<Signature> signature_entry{{
    .layer = "definitions",
    .name = "signature",
    .services = update_service,
    .summary = "Serves a versions.sig of another key, over another build's manifest, or that can't "
               "be read at all.",
}};

}  // namespace
}  // namespace tetra::definitions
