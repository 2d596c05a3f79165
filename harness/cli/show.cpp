// show: all that a scenario says.
#include <iostream>

#include "harness/cli/commands.hpp"
#include "harness/cli/language.hpp"
#include "harness/cli/page.hpp"
#include "harness/cli/scenario_page.hpp"
#include "harness/cli/share.hpp"

namespace tetra::cli {

int show(const std::string& what, const std::string& asked_language) {
  const auto selection = select({what}, {});
  if (!selection) return usage_error;
  const std::string_view chosen =
      asked_language.empty() ? language() : std::string_view(asked_language);
  const std::size_t columns = terminal_columns();
  bool first = true;
  for (const std::string& id : selection->scenarios) {
    std::cout << (first ? "" : "\n")
              << scenario_page(selection->library.scenarios().at(id), chosen, columns);
    first = false;
  }
  return all_good;
}

}  // namespace tetra::cli
