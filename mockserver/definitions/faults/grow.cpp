// definitions.grow: a document goes on for very long.
#include "mockserver/definitions/definitions_fault.hpp"

namespace tetra::definitions {
namespace {

class Grow final : public Fault {
 public:
  explicit Grow(fault::Params& params)
      : to_(params.size("to", "how long the text is at least, up to 64MiB")),
        line_(params.text("line", "what is repeated behind the text, {n} being a number",
                          "0 d41d8cd98f00b204e9800998ecf8427e more/file{n} 0\\n")),
        target_(params) {
    if (to_.bytes > 64 * 1024 * 1024) params.complain("`to` is more than 64MiB");
    for (auto at = line_.find("\\n"); at != std::string::npos; at = line_.find("\\n"))
      line_.replace(at, 2, "\n");
    if (line_.empty()) params.complain("`line` is empty");
  }

  bool on_text(Text& text) override {
    if (!target_.means(text) || line_.empty()) return false;
    std::string changed = text.text;
    const auto hole = line_.find("{n}");
    for (std::uint64_t n = 1; changed.size() < to_.bytes; ++n) {
      std::string line = line_;
      if (hole != std::string::npos) line.replace(hole, 3, std::to_string(n));
      changed += line;
    }
    return replace(text, std::move(changed));
  }

 private:
  ByteSize to_;
  std::string line_;
  Target target_;
};

const fault::Register<Grow> grow_entry{{
    .layer = "definitions",
    .name = "grow",
    .services = update_service,
    .summary =
        "Makes a document of the tree very long, by lines that name files which are not there.",
}};

}  // namespace
}  // namespace tetra::definitions
