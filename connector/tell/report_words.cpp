#include "connector/tell/report_words.hpp"

#include <algorithm>

#include "connector/tell/outcome.hpp"
#include "connector/update/definitions_store.hpp"

namespace tetra::connector {

std::string_view result_word(bool ok, bool changed) {
  if (!ok) return "failed";
  return changed ? "updated" : "up-to-date";
}

std::vector<std::string_view> report_words(std::string_view field) {
  std::vector<std::string_view> words;
  const auto add = [&](std::string_view word) {
    if (std::find(words.begin(), words.end(), word) == words.end()) words.push_back(word);
  };
  if (field == "result") {
    for (const auto& [ok, changed] :
         {std::pair(false, false), std::pair(true, false), std::pair(true, true)})
      add(result_word(ok, changed));
  }
  if (field == "store") {
    for (const auto kind :
         {StoreState::Kind::none, StoreState::Kind::intact, StoreState::Kind::damaged})
      add(to_string(kind));
  }
  for (const CauseRow& row : causes()) {
    if (field == "stage") add(to_string(row.stage));
    if (field == "code") add(row.word);
  }
  return words;
}

}  // namespace tetra::connector
