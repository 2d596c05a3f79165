#include <re2/re2.h>

#include <chrono>

#include "harness/clients/asked.hpp"
#include "harness/clients/client.hpp"

namespace tetra::clients {

std::string read_version(const Client& client, const std::map<std::string, std::string>& placeholders) {
  std::vector<std::string> words;
  for (const std::string& word : client.version_command) words.push_back(fill(word, placeholders));
  if (words.empty()) return {};
  const std::string text = Asked(std::move(words)).read(std::chrono::seconds(5));
  std::string version;
  RE2::PartialMatch(text, client.version_pattern, &version);
  return version;
}

}  // namespace tetra::clients
