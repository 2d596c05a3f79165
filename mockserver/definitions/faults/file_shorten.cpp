// definitions.file-shorten: a definition file ends early, and its gzip frame is whole.
#include "mockserver/definitions/definitions_fault.hpp"

namespace tetra::definitions {
namespace {

class FileShorten final : public Fault {
 public:
  explicit FileShorten(fault::Params& params)
      : to_(params.position("to", "where the unpacked file ends; 0: it is empty", "50%")) {
    if (to_.kind == Position::Kind::after_text)
      params.complain("a definition file has no texts", "give bytes or a percentage");
  }

  bool on_offer(Offer& offer) override {
    const auto plain = plain_of(offer);
    const auto to = plain ? to_.resolve((*plain)->size()) : std::nullopt;
    if (!to || *to >= (*plain)->size().value_or(0)) return false;
    return repack(offer, slice(*plain, 0, *to), "shorten");
  }

 private:
  Position to_;
};

const fault::Register<FileShorten> file_shorten_entry{{
    .layer = "definitions",
    .name = "file-shorten",
    .services = update_service,
    .summary = "Ends a definition file early before it is packed: gzip and HTTP are satisfied.",
}};

}  // namespace
}  // namespace tetra::definitions
