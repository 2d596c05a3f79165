#include <re2/re2.h>

#include <chrono>

#include "harness/clients/asked.hpp"
#include "harness/clients/client.hpp"

namespace tetra::clients {

std::string read_version(const Client& client,
                         const std::map<std::string, std::string>& placeholders) {
  std::vector<std::string> words;
  for (const std::string& word : client.version_command) words.push_back(fill(word, placeholders));
  std::string version;
  if (!words.empty())
    RE2::PartialMatch(ask(words, std::chrono::seconds(5)).text, client.version_pattern, &version);
  return version;
}

}  // namespace tetra::clients
