// definitions.recode: a document's characters are other bytes than they should be.
#include "mockserver/definitions/definitions_fault.hpp"

namespace tetra::definitions {
namespace {

enum class As { crlf, cr, bom, utf_16, not_utf_8, nul };

// Without a byte more than the form asks for: UTF-16 is little endian behind its mark, as Windows
// writes it.
std::string recoded(const std::string& text, As as) {
  std::string out = as == As::bom ? "\xef\xbb\xbf" : (as == As::utf_16 ? "\xff\xfe" : "");
  for (const char c : text) {
    if (as == As::crlf && c == '\n') out += '\r';
    out += as == As::cr && c == '\n' ? '\r' : (as == As::not_utf_8 && c == '.' ? '\xe4' : c);
    if (as == As::utf_16) out += '\0';
    if (as == As::nul && c == '\n') out += '\0';
  }
  return out;
}

class Recode final : public Fault {
 public:
  explicit Recode(fault::Params& params)
      : as_(params.one_of<As>("as",
                              "crlf or cr: other line ends; bom: a byte order mark in front; "
                              "utf-16: two bytes a character; not-utf-8: "
                              "0xE4 for each dot; nul: a NUL behind each line end",
                              {{"crlf", As::crlf},
                               {"cr", As::cr},
                               {"bom", As::bom},
                               {"utf-16", As::utf_16},
                               {"not-utf-8", As::not_utf_8},
                               {"nul", As::nul}})),
        target_(params) {}

  bool on_text(Text& text) override {
    return target_.means(text) && replace(text, recoded(text.text, as_));
  }

 private:
  As as_;
  Target target_;
};

const fault::Register<Recode> recode_entry{{
    .layer = "definitions",
    .name = "recode",
    .services = update_service,
    .summary = "Writes a document of the tree in another encoding or with other line ends.",
}};

}  // namespace
}  // namespace tetra::definitions
