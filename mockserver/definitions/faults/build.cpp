// definitions.build: what is asked for comes from another build.
#include "mockserver/definitions/definitions_fault.hpp"

namespace tetra::definitions {
namespace {

class Build final : public Fault {
 public:
  explicit Build(fault::Params& params)
      : by_(params.integer("by", "how many releases later; negative: earlier", -1000, 1000, -1)) {
    if (by_ == 0) params.complain("`by: 0` is the build that was asked for");
  }

  bool on_offer(Offer& offer) override {
    Location other = offer.place;
    if (other.version == 0 || other.kind == Kind::v3_payload) return false;
    other.version = static_cast<std::uint32_t>(other.version + by_);
    const auto found = offer.tree.at(other);
    if (!found || found->etag == offer.resource.etag) return false;
    offer.resource = *found;
    return true;
  }

 private:
  std::int64_t by_;
};

const fault::Register<Build> build_entry{{
    .layer = "definitions",
    .name = "build",
    .services = update_service,
    .summary = "Answers with the same file of another build, as a cache or a half copied mirror "
               "does; a file that both have is the same.",
}};

}  // namespace
}  // namespace tetra::definitions
