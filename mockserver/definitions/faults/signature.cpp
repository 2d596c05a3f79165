// definitions.signature: versions.sig does not vouch for versions.dat.
#include "mockserver/definitions/definitions_fault.hpp"

namespace tetra::definitions {
namespace {

enum class Made { wrong_key, other_build, empty, truncated, algorithm, binary };

std::string signature(const Offer& offer, Made made) {
  const std::string healthy = read_all(*offer.resource.body);
  switch (made) {
    case Made::wrong_key:
      return SigningKey::generate().sign(
          offer.tree.text(Kind::manifest, offer.place.engine, offer.place.version));
    case Made::other_build:
      return offer.tree.sign(
          offer.tree.text(Kind::manifest, offer.place.engine, offer.place.version - 1));
    case Made::empty:
      return "";
    case Made::truncated:
      return healthy.substr(0, healthy.size() / 2);
    case Made::algorithm:
      return "md5-with-rsa" + healthy.substr(healthy.find(' '));
    case Made::binary:
      return std::string("\x30\x45\x02\x21\x00\xff\xfe\x80\x0a\x00", 10);
  }
  return healthy;
}

class Signature final : public Fault {
 public:
  explicit Signature(fault::Params& params)
      : made_(params.one_of<Made>("made", "how versions.sig is made",
                                  {{"wrong-key", Made::wrong_key},
                                   {"other-build", Made::other_build},
                                   {"empty", Made::empty},
                                   {"truncated", Made::truncated},
                                   {"other-algorithm", Made::algorithm},
                                   {"binary", Made::binary}},
                                  "wrong-key")) {}

  bool on_offer(Offer& offer) override {
    if (offer.place.kind != Kind::signature) return false;
    offer.resource = with_text(std::move(offer.resource), signature(offer, made_));
    return true;
  }

 private:
  Made made_;
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
