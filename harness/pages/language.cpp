#include "harness/pages/language.hpp"

#include <cstdlib>

namespace tetra::pages {

std::string_view language() {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* set = std::getenv(name);
    if (set != nullptr && *set != '\0')
      return std::string_view(set).starts_with("de") ? "de" : "en";
  }
  return "en";
}

}  // namespace tetra::pages
