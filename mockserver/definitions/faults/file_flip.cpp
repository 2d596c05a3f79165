// definitions.file-flip: one byte of a definition file is wrong, and its gzip frame vouches for it.
#include "mockserver/definitions/definitions_fault.hpp"

namespace tetra::definitions {
namespace {

class FileFlip final : public Fault {
 public:
  explicit FileFlip(fault::Params& params)
      : at_(params.position("at", "the byte of the unpacked file", "50%")),
        mask_(static_cast<unsigned char>(
            params.integer("mask", "the bits that are flipped in it", 1, 255, 1))) {
    if (at_.kind == Position::Kind::after_text)
      params.complain("a definition file has no texts", "give bytes or a percentage");
  }

  bool on_offer(Offer& offer) override {
    const auto plain = plain_of(offer);
    const auto at = plain ? at_.resolve((*plain)->size()) : std::nullopt;
    if (!at || *at >= (*plain)->size().value_or(0)) return false;
    return repack(offer, flip(*plain, *at, mask_), "flip");
  }

 private:
  Position at_;
  unsigned char mask_;
};

const fault::Register<FileFlip> file_flip_entry{{
    .layer = "definitions",
    .name = "file-flip",
    .services = update_service,
    .summary = "Changes one byte of a definition file before it is packed, so that only the "
               "manifest's md5 tells.",
}};

}  // namespace
}  // namespace tetra::definitions
