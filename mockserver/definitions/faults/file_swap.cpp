// definitions.file-swap: under a definition file's name lies another one.
#include "mockserver/definitions/definitions_fault.hpp"

namespace tetra::definitions {
namespace {

class FileSwap final : public Fault {
 public:
  explicit FileSwap(fault::Params& params)
      : with_(params.text("with", "the path of the other file, below avx/", "engine.cfg")) {}

  bool on_offer(Offer& offer) override {
    if (!plain_of(offer) || offer.healthy.relative == with_) return false;
    Location other = offer.place;
    other.kind = Kind::payload;
    other.version = offer.healthy.version;
    other.relative = with_;
    const auto found = offer.tree.at(other);
    if (!found) return false;
    offer.resource = *found;
    return true;
  }

 private:
  std::string with_;
};

const fault::Register<FileSwap> file_swap_entry{{
    .layer = "definitions",
    .name = "file-swap",
    .services = update_service,
    .summary = "Answers with another file of the same build.",
}};

}  // namespace
}  // namespace tetra::definitions
