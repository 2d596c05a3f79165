#include <fmt/format.h>

#include <chrono>

#include "harness/clients/asked.hpp"
#include "harness/clients/client.hpp"

namespace tetra::clients {

Result<void> prepare(const Client& client, const std::map<std::string, std::string>& placeholders) {
  std::vector<std::string> words;
  for (const std::string& word : client.prepare) words.push_back(fill(word, placeholders));
  const auto [text, status] = ask(words, std::chrono::seconds(60));
  if (status == 0) return {};
  return fail(
      "not-prepared", Place{client.file},
      fmt::format("`prepare` of {} {}: {}", client.name,
                  status ? fmt::format("exits {}", *status) : "does not end well in 60 s", text),
      "run its command by hand, or leave the client out with --client");
}

}  // namespace tetra::clients
