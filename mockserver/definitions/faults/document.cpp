// definitions.document: a document of the tree has this text instead of its own.
#include "mockserver/definitions/definitions_fault.hpp"

namespace tetra::definitions {
namespace {

class Document final : public Fault {
 public:
  explicit Document(fault::Params& params)
      : text_(params.text("text", "the whole text", "")), target_(params) {}

  bool on_text(Text& text) override { return target_.means(text) && replace(text, text_); }

 private:
  std::string text_;
  Target target_;
};

const fault::Register<Document> document_entry{{
    .layer = "definitions",
    .name = "document",
    .services = update_service,
    .summary = "Gives a document of the tree another text, empty by default; what is packed or "
               "signed of it follows.",
}};

}  // namespace
}  // namespace tetra::definitions
