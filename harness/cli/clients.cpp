// clients: the programs that can be put under test.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <iostream>

#include "engine/base/escaped.hpp"
#include "engine/base/text.hpp"
#include "harness/cli/commands.hpp"
#include "harness/explain/read_table.hpp"
#include "harness/pages/client_page.hpp"
#include "harness/pages/page.hpp"
#include "harness/select/selection.hpp"

namespace tetra::cli {

int clients(const std::string& what) {
  std::error_code ec;
  const bool is_file = std::filesystem::is_regular_file(what, ec);
  std::vector<std::filesystem::path> paths{select::client_folder()};
  if (is_file) paths.emplace_back(what);
  const auto all = clients::load_clients(paths);
  if (!all) {
    select::print_problem(all.error());
    return usage_error;
  }
  if (what.empty()) {
    std::cout << pages::clients_page(*all, pages::terminal_columns());
    return all_good;
  }
  std::vector<std::string> known;
  for (const auto& [name, client] : *all) {
    known.push_back(name);
    if (is_file ? client.file != what : name != what) continue;
    const auto table = explain::read_table(select::explain_folder());
    if (!table) {
      select::print_problem(table.error());
      return usage_error;
    }
    std::cout << pages::client_page(client, *table, pages::terminal_columns());
    return all_good;
  }
  const std::string near = text::nearest(what, known);
  std::cerr << fmt::format(
      "tetralab: there is no client `{}`; {}\n", text::escaped(what),
      near.empty() ? "known: " + text::join(known, ", ") : fmt::format("did you mean `{}`?", near));
  return usage_error;
}

}  // namespace tetra::cli
