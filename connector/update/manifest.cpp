#include "connector/update/manifest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <set>

#include "engine/base/text.hpp"

namespace tetra::connector {
namespace {

constexpr std::size_t most_files = 50000;

bool is_md5(std::string_view text) {
  return text.size() == 32 && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
         });
}

/// The next word of a line, which loses it.
std::string_view take_word(std::string_view& line) {
  line = text::trim(line);
  const auto end = line.find_first_of(" \t");
  const auto word = line.substr(0, end);
  line.remove_prefix(end == std::string_view::npos ? line.size() : end);
  return word;
}

/// A path that lies below another one of these, as Windows compares them; empty when there is none.
std::string below_a_file(const std::set<std::string, std::less<>>& folded) {
  for (const std::string_view path : folded) {
    for (auto slash = path.find('/'); slash != std::string_view::npos;
         slash = path.find('/', slash + 1)) {
      if (folded.contains(path.substr(0, slash))) return std::string(path);
    }
  }
  return {};
}

std::optional<std::uint64_t> size_of(std::string_view word) {
  std::uint64_t size = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), size);
  return error == std::errc() && end == word.data() + word.size() ? std::optional(size)
                                                                  : std::nullopt;
}

}  // namespace

std::optional<std::uint64_t> parse_versions_id(std::string_view xml) {
  constexpr std::string_view mark = "value=\"";
  const auto at = xml.find(mark);
  if (xml.find("<!DOCTYPE") != std::string_view::npos ||
      xml.find("<!ENTITY") != std::string_view::npos)
    return std::nullopt;
  if (at == std::string_view::npos) return std::nullopt;
  const auto rest = xml.substr(at + mark.size());
  std::uint64_t version = 0;
  const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), version);
  if (error != std::errc() || end == rest.data() + rest.size() || *end != '"' || version == 0 ||
      version > 4000000000)
    return std::nullopt;
  return version;
}

bool is_safe_path(std::string_view path) {
  if (path.empty() || path.size() > 400) return false;
  const bool plain = std::all_of(path.begin(), path.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("/._-~+=@,!$&;()").find(c) != std::string_view::npos;
  });
  if (!plain) return false;
  const auto segments = text::split(path, '/');
  return std::none_of(segments.begin(), segments.end(), [](const std::string& segment) {
    return segment.empty() || segment == "." || segment == ".." || segment.size() > 200;
  });
}

Manifest parse_manifest(std::string_view text) {
  Manifest manifest;
  std::set<std::string, std::less<>> folded;
  std::size_t number = 0;
  const auto bad = [&](Cause cause, std::string_view what, std::string_view shown) {
    manifest.outcome = failed(cause, fmt::format("versions.dat line {}: {}: {}", number, what,
                                                 text::printable(shown, 80)));
    manifest.files.clear();
    return manifest;
  };
  while (!text.empty()) {
    const auto end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    ++number;
    const std::string_view whole = text::trim(line);
    if (whole.empty()) continue;
    const auto flag = take_word(line);
    const auto md5 = take_word(line);
    const auto path = take_word(line);
    if (flag.size() != 1 || path.empty())
      return bad(Cause::manifest_bad, "not a flag, an md5 and a path", whole);
    if (flag != "+" && flag != "0") continue;
    if (!is_md5(md5)) return bad(Cause::manifest_bad, "not an md5", md5);
    if (!is_safe_path(path)) return bad(Cause::path_bad, "not a path that may be written", path);
    if (!folded.insert(text::lower(path)).second)
      return bad(Cause::manifest_bad, "twice the same path", path);
    if (manifest.files.size() >= most_files)
      return bad(Cause::manifest_bad, "too many files", path);
    manifest.files.push_back({text::lower(md5), std::string(path), size_of(take_word(line))});
  }
  if (manifest.files.empty()) return bad(Cause::manifest_bad, "no active file", "");
  if (const std::string path = below_a_file(folded); !path.empty())
    return bad(Cause::manifest_bad, "a path is a file and a folder", path);
  return manifest;
}

}  // namespace tetra::connector
