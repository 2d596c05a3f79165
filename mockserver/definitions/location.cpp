#include "mockserver/definitions/location.hpp"

#include <charconv>
#include <span>

namespace tetra::definitions {
namespace {

struct Name {
  std::string_view text;
  Kind kind;
};
constexpr Name kCurrent[] = {{"versions.id", Kind::versions_id},
                             {"version.txt", Kind::version_txt},
                             {"cumulative.txt", Kind::cumulative_txt}};
constexpr Name kVersioned[] = {{"versions.dat", Kind::manifest},
                               {"versions.dat.gz", Kind::manifest_gz},
                               {"versions.sig", Kind::signature},
                               {"patches.dat", Kind::patches},
                               {"patches.dat.gz", Kind::patches_gz}};
constexpr Name kV3[] = {{"versions.id", Kind::v3_id},
                        {"versions.dat", Kind::v3_list},
                        {"versions.sig", Kind::v3_signature}};

bool take(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

bool take_engine(std::string_view& text, Engine& engine) {
  for (const Engine candidate : kEngines) {
    if (take(text, name_of(candidate))) {
      engine = candidate;
      return true;
    }
  }
  return false;
}

// Decimal as the tree writes it: no sign, no leading zero.
bool take_version(std::string_view& text, std::uint32_t& version) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), version);
  if (error != std::errc{} || text.front() == '0') return false;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return true;
}

std::optional<Location> named(Location location, std::string_view text,
                              std::span<const Name> names) {
  for (const Name& name : names) {
    if (name.text == text) {
      location.kind = name.kind;
      return location;
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<Location> parse_path(std::string_view path) {
  Location location;
  if (path == "/") return location;
  if (path == "/clamav/synthetic.cvd") {
    location.kind = Kind::clamav;
    return location;
  }
  if (take(path, "/v2/repository/")) {
    location.kind = Kind::v3_payload;
    location.relative = path;
    return location;
  }
  const bool v3 = take(path, "/v2/");
  if ((!v3 && !take(path, "/")) || !take_engine(path, location.engine)) return std::nullopt;
  if (!v3 && take(path, "/")) return named(location, path, kCurrent);
  if (!take(path, "_") || !take_version(path, location.version) || !take(path, "/"))
    return std::nullopt;
  if (v3) return named(location, path, kV3);
  if (!take(path, "avx/")) return named(location, path, kVersioned);
  if (!path.ends_with(".gzip")) return std::nullopt;
  location.kind = Kind::payload;
  location.relative = path.substr(0, path.size() - 5);
  return location;
}

}  // namespace tetra::definitions
