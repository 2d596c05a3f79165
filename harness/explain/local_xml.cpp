// A local.xml of an endpoint: what its connector noted last.
#include "harness/explain/local_xml.hpp"

#include <pugixml.hpp>

#include "engine/base/text.hpp"
#include "harness/explain/look_up.hpp"

namespace tetra::explain {

bool look_through_xml(const Table& table, const std::string& text, Answer& into) {
  if (!text::trim(text).starts_with('<')) return false;
  // Decoded already: an encoding that its first line still names would be wrong.
  pugi::xml_document document;
  if (!document.load_buffer(text.data(), text.size(), pugi::parse_default, pugi::encoding_utf8))
    return false;
  into.kind = "local.xml";
  into.definitions = document.select_node("//tetra/defversions").node().text().get();
  const Family* family = table.family("lasterror");
  for (const auto& found : document.select_nodes("//tetra/lasterror")) {
    const std::string value(text::trim(found.node().text().get()));
    auto known = text::to_integer(value) ? meanings(table, family, value) : std::vector<Finding>();
    if (known.empty()) {
      known.emplace_back();
      known.back().family = family;
      known.back().as_written = value;
    }
    into.findings.insert(into.findings.end(), known.begin(), known.end());
  }
  return true;
}

}  // namespace tetra::explain
