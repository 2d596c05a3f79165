// definitions.line: lines of the manifest say something else of their files.
#include "engine/base/text.hpp"
#include "mockserver/definitions/definitions_fault.hpp"

namespace tetra::definitions {
namespace {

class Line final : public Fault {
 public:
  explicit Line(fault::Params& params)
      : file_(params.text("file", "the files whose lines are meant, with * and **", "**")),
        flag_(params.maybe_text("flag", "the first field")),
        md5_(params.maybe_text("md5", "the second field")),
        path_(params.maybe_text("path", "the third field")),
        size_(params.maybe_text("size", "the fourth field")),
        upper_(params.flag("upper", "the path in capitals", false)),
        copies_(static_cast<int>(params.integer(
            "copies", "how often the line stands there; 0: not at all", 0, 1000, 1))),
        target_(params) {}

  bool on_text(Text& text) override {
    if (!target_.means(text)) return false;
    std::string changed;
    for (const ManifestEntry& entry : parse_manifest(text.text).value_or(Manifest{}).entries) {
      const bool meant = text::glob(file_, entry.path);
      const std::string line = to_text(Manifest{{meant ? spoiled(entry) : entry}});
      for (int copy = meant ? copies_ : 1; copy > 0; --copy) changed += line;
    }
    return replace(text, std::move(changed));
  }

 private:
  ManifestEntry spoiled(ManifestEntry entry) const {
    for (char& c : entry.path)
      c = upper_ && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    return {flag_.value_or(entry.flag), md5_.value_or(entry.md5), path_.value_or(entry.path),
            size_.value_or(entry.size)};
  }

  std::string file_;
  std::optional<std::string> flag_, md5_, path_, size_;
  bool upper_;
  int copies_;
  Target target_;
};

const fault::Register<Line> line_entry{{
    .layer = "definitions",
    .name = "line",
    .services = update_service,
    .summary = "Changes what the manifest says of some files, leaves lines out or repeats them.",
}};

}  // namespace
}  // namespace tetra::definitions
