#include "mockserver/definitions/manifest.hpp"

#include <algorithm>
#include <cctype>
#include <nlohmann/json.hpp>

#include "engine/base/text.hpp"

namespace tetra::definitions {

const ManifestEntry* Manifest::find(std::string_view path) const {
  const auto found = std::find_if(entries.begin(), entries.end(),
                                  [&](const ManifestEntry& entry) { return entry.path == path; });
  return found == entries.end() ? nullptr : &*found;
}

ManifestEntry* Manifest::find(std::string_view path) {
  return const_cast<ManifestEntry*>(static_cast<const Manifest&>(*this).find(path));
}

std::string to_text(const Manifest& manifest) {
  std::string text;
  for (const ManifestEntry& entry : manifest.entries) {
    text += entry.flag + ' ' + entry.md5 + ' ' + entry.path + ' ' + entry.size + '\n';
  }
  return text;
}

Result<Manifest> parse_manifest(std::string_view text) {
  Manifest manifest;
  int number = 0;
  for (const std::string& line : text::split(text, '\n')) {
    ++number;
    if (line.empty()) continue;
    auto fields = text::split(line, ' ');
    if (fields.size() != 4) {
      return fail("bad-manifest", {"versions.dat", number, 1},
                  "a line has four fields, this one has " + std::to_string(fields.size()));
    }
    manifest.entries.push_back(
        {std::move(fields[0]), std::move(fields[1]), std::move(fields[2]), std::move(fields[3])});
  }
  return manifest;
}

std::string v3_url(const ManifestEntry& entry) {
  std::string md5 = entry.md5;
  std::transform(md5.begin(), md5.end(), md5.begin(),
                 [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  std::string url = "/v2/repository/";
  for (const char digit : std::string_view(md5).substr(0, 4)) url += std::string{digit, '/'};
  return url + entry.path.substr(entry.path.rfind('/') + 1) + '.' + md5 + ".gzip";
}

std::string v3_list(const Manifest& manifest) {
  auto files = nlohmann::ordered_json::array();
  for (const ManifestEntry& entry : manifest.entries) {
    nlohmann::ordered_json file;
    file["local_path"] = entry.path;
    file["url"] = v3_url(entry);
    files.push_back(std::move(file));
  }
  nlohmann::ordered_json list;
  list["files"] = std::move(files);
  return list.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace tetra::definitions
