// definitions.offered-version: versions.id names another version than the current one.
#include "mockserver/definitions/definitions_fault.hpp"

namespace tetra::definitions {
namespace {

class OfferedVersion final : public Fault {
 public:
  explicit OfferedVersion(fault::Params& params)
      : by_(params.integer("by", "how many releases later than the current one; negative: earlier",
                           -1000, 1000, 0)),
        value_(params.maybe_text("value", "what stands in place of the number")),
        also_(params.maybe_text("also", "the value of a second <id> behind the first")) {
    if (by_ != 0 && value_) params.complain("`by` and `value` can't both be", "give one of them");
  }

  bool on_text(Text& text) override {
    const std::string number = std::to_string(text.place.version);
    if (text.place.kind == Kind::version_txt) return replace(text, said(text.place.version) + "\n");
    if (text.place.kind != Kind::versions_id) return false;
    const std::string healthy = "<id value=\"" + number + "\"/>";
    const auto at = text.text.find(healthy);
    if (at == std::string::npos) return false;
    std::string spoiled = "<id value=\"" + said(text.place.version) + "\"/>";
    if (also_) spoiled += "<id value=\"" + *also_ + "\"/>";
    return replace(text, std::string(text.text).replace(at, healthy.size(), spoiled));
  }

 private:
  std::string said(std::uint32_t version) const {
    return value_.value_or(std::to_string(version + by_));
  }

  std::int64_t by_;
  std::optional<std::string> value_, also_;
};

const fault::Register<OfferedVersion> offered_version_entry{{
    .layer = "definitions",
    .name = "offered-version",
    .services = update_service,
    .summary = "Names another version in versions.id and version.txt than the one that is current; "
               "the tree stays.",
}};

}  // namespace
}  // namespace tetra::definitions
