// show: all that a scenario says.
#include <iostream>

#include "harness/cli/commands.hpp"
#include "harness/pages/language.hpp"
#include "harness/pages/page.hpp"
#include "harness/pages/scenario_page.hpp"
#include "harness/select/selection.hpp"

namespace tetra::cli {

int show(const std::string& what, const std::string& asked_language) {
  const auto selection = select::select_scenarios({what});
  if (!selection) return usage_error;
  const std::string_view chosen =
      asked_language.empty() ? pages::language() : std::string_view(asked_language);
  const std::size_t columns = pages::terminal_columns();
  bool first = true;
  for (const std::string& id : selection->scenarios) {
    std::cout << (first ? "" : "\n")
              << pages::scenario_page(selection->library.scenarios().at(id), chosen, columns);
    first = false;
  }
  return all_good;
}

}  // namespace tetra::cli
