// definitions.gzip-bomb: a small gzip file unpacks to very much.
#include "mockserver/definitions/definitions_fault.hpp"

namespace tetra::definitions {
namespace {

class GzipBomb final : public Fault {
 public:
  explicit GzipBomb(fault::Params& params)
      : size_(params.size("size", "how many zero bytes it unpacks to", "1GiB")) {}

  bool on_offer(Offer& offer) override {
    if (!is_gzip(offer)) return false;
    offer.resource = with_body(std::move(offer.resource), gzip_bomb(size_.bytes), "bomb");
    return true;
  }

 private:
  ByteSize size_;
};

const fault::Register<GzipBomb> gzip_bomb_entry{{
    .layer = "definitions",
    .name = "gzip-bomb",
    .services = update_service,
    .summary = "Answers with a valid gzip file that unpacks to a thousand times its size.",
}};

}  // namespace
}  // namespace tetra::definitions
