#include "harness/clients/client.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>

#include "engine/document/yaml.hpp"
#include "engine/scenario/loader.hpp"

namespace tetra::clients {

Result<std::map<std::string, Client>> load_clients(
    const std::vector<std::filesystem::path>& paths) {
  std::vector<std::filesystem::path> files;
  for (const auto& path : paths) {
    std::error_code ec;
    if (!std::filesystem::is_directory(path, ec)) {
      files.push_back(path);
      continue;
    }
    std::vector<std::filesystem::path> of_folder;
    for (const auto& entry : std::filesystem::directory_iterator(path, ec)) {
      if (entry.path().extension() == ".yaml") of_folder.push_back(entry.path());
    }
    std::sort(of_folder.begin(), of_folder.end());
    files.insert(files.end(), of_folder.begin(), of_folder.end());
  }
  std::map<std::string, Client> clients;
  for (const auto& file : files) {
    std::ifstream in(file, std::ios::binary);
    if (!in) return fail("cannot-read", Place{file.string()}, "can't be read", "check the path");
    std::ostringstream text;
    text << in.rdbuf();
    auto document = document::parse_yaml(text.str(), file.string());
    if (!document) return fail(document.error());
    auto client = read_client(*document);
    if (!client) return fail(client.error());
    const std::string name = client->name;
    clients.insert_or_assign(name, std::move(*client));
  }
  return clients;
}

std::string fill(std::string_view text, const std::map<std::string, std::string>& placeholders) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const auto close = text[at] == '{' ? text.find('}', at) : std::string_view::npos;
    const auto found = close == std::string_view::npos
                           ? placeholders.end()
                           : placeholders.find(std::string(text.substr(at + 1, close - at - 1)));
    if (found == placeholders.end()) {
      out += text[at++];
      continue;
    }
    out += found->second;
    at = close + 1;
  }
  return out;
}

}  // namespace tetra::clients
