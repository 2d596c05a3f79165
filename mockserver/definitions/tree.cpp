#include "mockserver/definitions/tree.hpp"

#include <algorithm>
#include <utility>

#include "mockserver/definitions/clamav_container.hpp"
#include "mockserver/definitions/counter_bytes.hpp"
#include "mockserver/definitions/gzip.hpp"

namespace tetra::definitions {
namespace {

std::string_view name_in(std::string_view path) {
  return path.substr(path.rfind('/') + 1);
}

// `/` exactly as the real server answers it (FACTS section 2).
Resource root() {
  using namespace std::chrono;
  const TimePoint modified = sys_days(2023y / April / 17d) + 15h + 48min + 54s;
  return {bytes_of(""),
          "text/html; charset=UTF-8",
          "\"0-5f98a20ced9e3\"",
          modified,
          Caching::cacheable,
          Kind::root,
          {},
          0,
          {}};
}

}  // namespace

Tree::Tree(TreeOptions options)
    : seed_(options.seed),
      av64bit_{FileSet(options.set, Engine::av64bit, options.seed),
               releases_until(Engine::av64bit, options.now, options.earlier)},
      av32bit_{FileSet(options.set, Engine::av32bit, options.seed),
               releases_until(Engine::av32bit, options.now, options.earlier)},
      key_(options.signing_key),
      fingerprints_(options.fingerprints ? options.fingerprints
                                         : std::make_shared<FingerprintCache>()) {}

std::optional<Resource> Tree::find(std::string_view path) const {
  if (const auto known = documents_.find(path); known != documents_.end()) return known->second;
  auto found = find(path, Edit{});
  if (found && found->kind != Kind::payload && found->kind != Kind::v3_payload)
    documents_.emplace(path, *found);
  return found;
}

std::optional<Resource> Tree::find(std::string_view path, const Edit& edit) const {
  auto location = parse_path(path);
  if (!location) return std::nullopt;
  if (location->kind == Kind::root) return root();
  if (location->kind == Kind::clamav) return clamav();
  if (location->kind == Kind::v3_payload) return v3_payload_resource(path, location->relative);
  if (location->version == 0) location->version = current(location->engine).id;
  if (!keeps(location->engine, location->version)) return std::nullopt;
  if (location->kind == Kind::payload) return payload_resource(*location);
  return document(*location, edit);
}

std::optional<Resource> Tree::at(const Location& place, const Edit& edit) const {
  if (place.version == 0 || place.kind == Kind::root || place.kind == Kind::v3_payload)
    return std::nullopt;
  if (place.kind == Kind::payload) return payload_resource(place);
  return document(place, edit);
}

Resource Tree::clamav() const {
  Resource resource;
  resource.content_type = "application/octet-stream";
  resource.last_modified = current(Engine::av64bit).available;
  resource.kind = Kind::clamav;
  return with_text(std::move(resource), clamav_container(seed_, resource.last_modified));
}

bool Tree::keeps(Engine engine, std::uint32_t version) const {
  const auto& history = of(engine).history;
  return version <= history.front().id && version >= history.back().id;
}

std::optional<Payload> Tree::payload(Engine engine, std::uint32_t version,
                                     std::string_view path) const {
  const File* file = files(engine).find(path);
  if (!file) return std::nullopt;
  return payload_of(engine, version, *file);
}

Payload Tree::payload_of(Engine engine, std::uint32_t version, const File& file) const {
  const Content content = file.content(version);
  BytesPtr plain = counter_bytes(content.key, content.size);
  BytesPtr gzip = stored_gzip(plain, [cache = fingerprints_, plain, key = content.key] {
    return cache->crc32(key, *plain);
  });
  return {std::move(plain), std::move(gzip), release_time(engine, file.since(version)),
          content.key};
}

std::optional<Resource> Tree::payload_resource(const Location& location) const {
  auto found = payload(location.engine, location.version, location.relative);
  if (!found) return std::nullopt;
  std::string etag = etag_of(found->gzip->size().value(), found->key);
  return Resource{std::move(found->gzip), "application/gzip", std::move(etag),
                  found->since,           Caching::cacheable, Kind::payload,
                  location.engine,        location.version,   std::string(location.relative)};
}

// Content-addressed: the newest release that has a file of that name with that MD5 answers. Only
// files of that very name are hashed.
std::optional<Resource> Tree::v3_payload_resource(std::string_view path,
                                                  std::string_view relative) const {
  constexpr std::size_t kTail = 1 + 32 + 5;  // .<md5>.gzip
  std::string_view name = name_in(relative);
  if (name.size() <= kTail || !name.ends_with(".gzip")) return std::nullopt;
  name.remove_suffix(kTail);
  for (const Engine engine : kEngines) {
    for (const File& file : files(engine).files()) {
      if (name_in(file.path) != name) continue;
      for (const Release& release : history(engine)) {
        if (v3_url(entry(release.id, file)) != path) continue;
        auto found = payload_resource({Kind::payload, engine, release.id, file.path});
        found->kind = Kind::v3_payload;
        return found;
      }
    }
  }
  return std::nullopt;
}

void Tree::warm(Engine engine) const {
  for (const Release& release : history(engine)) {
    for (const File& file : files(engine).files()) {
      const Content content = file.content(release.id);
      const BytesPtr plain = counter_bytes(content.key, content.size);
      fingerprints_->md5(content.key, *plain);
      fingerprints_->crc32(content.key, *plain);
    }
  }
}

}  // namespace tetra::definitions
