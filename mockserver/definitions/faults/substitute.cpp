// definitions.substitute: one text within a document is another one.
#include "mockserver/definitions/definitions_fault.hpp"

namespace tetra::definitions {
namespace {

class Substitute final : public Fault {
 public:
  explicit Substitute(fault::Params& params)
      : find_(params.text("find", "what is looked for")),
        with_(params.text("with", "what stands there instead", "")),
        all_(params.flag("all", "every occurrence, not only the first", false)),
        target_(params) {}

  bool on_text(Text& text) override {
    if (!target_.means(text) || find_.empty()) return false;
    std::string changed = text.text;
    for (std::size_t at = changed.find(find_); at != std::string::npos;
         at = changed.find(find_, at + with_.size())) {
      changed.replace(at, find_.size(), with_);
      if (!all_) break;
    }
    return replace(text, std::move(changed));
  }

 private:
  std::string find_, with_;
  bool all_;
  Target target_;
};

const fault::Register<Substitute> substitute_entry{{
    .layer = "definitions",
    .name = "substitute",
    .services = update_service,
    .summary =
        "Replaces a text within a document of the tree; what is packed or signed of it follows.",
}};

}  // namespace
}  // namespace tetra::definitions
