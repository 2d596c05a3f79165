// explain: what a code or a transcript means.
#include <algorithm>
#include <iostream>

#include "harness/cli/commands.hpp"
#include "harness/explain/answers.hpp"
#include "harness/explain/read_table.hpp"
#include "harness/explain/show.hpp"
#include "harness/pages/language.hpp"
#include "harness/select/selection.hpp"

namespace tetra::cli {

int explain(const std::vector<std::string>& what, const std::string& asked_language, bool as_json) {
  const auto table = explain::read_table(select::explain_folder());
  if (!table) {
    select::print_problem(table.error());
    return usage_error;
  }
  scenario::Library library;
  library.add({select::scenario_folder()});
  const auto answers = explain::answer(*table, what, library.scenarios());
  if (!answers) {
    select::print_problem(answers.error());
    return usage_error;
  }
  const std::string_view chosen =
      asked_language.empty() ? pages::language() : std::string_view(asked_language);
  std::cout << (as_json ? explain::to_json(*table, *answers, chosen)
                        : explain::to_text(*table, *answers, chosen));
  return std::all_of(answers->begin(), answers->end(),
                     [](const explain::Answer& one) { return one.known(); })
             ? all_good
             : some_failed;
}

}  // namespace tetra::cli
