#include <fmt/chrono.h>

#include <stdexcept>
#include <utility>

#include "mockserver/definitions/counter_bytes.hpp"
#include "mockserver/definitions/gzip.hpp"
#include "mockserver/definitions/tree.hpp"
#include "mockserver/definitions/versions_id.hpp"

namespace tetra::definitions {
namespace {

enum class Packing { none, gzip, signature };

// How each document is made from a text: of which kind, packed how, sent as what.
struct Recipe {
  Kind text;
  Packing packing;
  std::string_view content_type;
};

Recipe recipe_of(Kind kind) {
  switch (kind) {
    case Kind::versions_id:
      return {Kind::versions_id, Packing::none, "text/xml"};
    case Kind::version_txt:
      return {Kind::version_txt, Packing::none, "text/plain"};
    case Kind::cumulative_txt:
      return {Kind::cumulative_txt, Packing::none, "text/plain"};
    case Kind::manifest:
      return {Kind::manifest, Packing::none, "text/plain"};
    case Kind::manifest_gz:
      return {Kind::manifest, Packing::gzip, "application/gzip"};
    case Kind::signature:
      return {Kind::manifest, Packing::signature, "text/plain"};
    case Kind::patches:
      return {Kind::patches, Packing::none, "text/plain"};
    case Kind::patches_gz:
      return {Kind::patches, Packing::gzip, "application/gzip"};
    case Kind::v3_id:
      return {Kind::versions_id, Packing::none, "text/xml"};
    case Kind::v3_list:
      return {Kind::v3_list, Packing::gzip, "application/gzip"};
    case Kind::v3_signature:
      return {Kind::v3_list, Packing::signature, "text/plain"};
    case Kind::root:
    case Kind::payload:
    case Kind::v3_payload:
    case Kind::clamav:
      break;
  }
  throw std::logic_error("this kind is not made from a text");
}

bool changes_in_place(Kind kind) {
  return kind == Kind::versions_id || kind == Kind::version_txt || kind == Kind::cumulative_txt;
}

std::string cumulative(const std::vector<Release>& history) {
  std::string text;
  for (const Release& release : history) {
    const std::tm utc = fmt::gmtime(std::chrono::system_clock::to_time_t(release.available));
    text += fmt::format("{} {:%Y-%m-%d %H:%M:%S}\n", release.id, utc);
  }
  return text;
}

}  // namespace

ManifestEntry Tree::entry(std::uint32_t version, const File& file) const {
  const Content content = file.content(version);
  const std::string& md5 =
      fingerprints_->md5(content.key, *counter_bytes(content.key, content.size));
  // Both flags mean active (FACTS section 2); a file keeps its own for ever.
  return {file.identity % 4 == 0 ? "0" : "+", md5, file.path, std::to_string(content.size)};
}

Manifest Tree::manifest(Engine engine, std::uint32_t version) const {
  Manifest manifest;
  for (const File& file : files(engine).files()) manifest.entries.push_back(entry(version, file));
  return manifest;
}

Manifest Tree::patches(Engine engine, std::uint32_t version) const {
  Manifest manifest;
  for (const File& file : files(engine).files()) {
    if (file.revision(version) != file.revision(version - 1))
      manifest.entries.push_back(entry(version, file));
  }
  return manifest;
}

std::string Tree::text(Kind kind, Engine engine, std::uint32_t version) const {
  switch (kind) {
    case Kind::versions_id:
      return to_xml(versions_id(engine, version));
    case Kind::version_txt:
      return std::to_string(version) + "\n";
    case Kind::cumulative_txt:
      return cumulative(history(engine));
    case Kind::manifest:
      return to_text(manifest(engine, version));
    case Kind::patches:
      return to_text(patches(engine, version));
    case Kind::v3_list:
      return v3_list(manifest(engine, version));
    default:
      throw std::logic_error("this kind is packed or is no text");
  }
}

Resource Tree::document(Location location, const Edit& edit) const {
  const Recipe recipe = recipe_of(location.kind);
  std::string plain = text(recipe.text, location.engine, location.version);
  if (edit) plain = edit({recipe.text, location.engine, location.version, {}}, std::move(plain));
  if (recipe.packing == Packing::gzip) plain = gzip(plain);
  if (recipe.packing == Packing::signature) plain = sign(plain);
  Resource resource;
  resource.content_type = recipe.content_type;
  resource.last_modified = release_time(location.engine, location.version);
  resource.caching = changes_in_place(location.kind) ? Caching::never : Caching::cacheable;
  resource.kind = location.kind;
  resource.engine = location.engine;
  resource.version = location.version;
  return with_text(std::move(resource), std::move(plain));
}

}  // namespace tetra::definitions
