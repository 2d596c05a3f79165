#include "engine/scenario/library.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "engine/base/text.hpp"
#include "engine/document/mistakes.hpp"
#include "engine/document/yaml.hpp"
#include "engine/scenario/family.hpp"
#include "engine/scenario/merge.hpp"

namespace tetra::scenario {
namespace {

namespace fs = std::filesystem;

bool same(const Problem& a, const Problem& b) {
  const auto key = [](const Problem& p) {
    return std::tie(p.where.file, p.where.line, p.where.column, p.code, p.what);
  };
  return key(a) == key(b);
}

// What stands in the common part of a family, or in a base, is found with every scenario that has
// it.
void add_once(std::vector<Problem>& all, Problem problem) {
  const bool told = std::any_of(all.begin(), all.end(),
                                [&](const Problem& other) { return same(problem, other); });
  if (!told) all.push_back(std::move(problem));
}

}  // namespace

void Library::add(const std::vector<fs::path>& paths) {
  for (const fs::path& path : paths) {
    std::error_code error;
    if (!fs::is_directory(path, error)) {
      add_file(path);
      continue;
    }
    File& folder = *files_.emplace_back(std::make_unique<File>());
    for (const fs::path& file : yaml_files_below(path, folder.problems)) add_file(file);
  }
  read_all();
}

void Library::add_file(const fs::path& path) {
  File& file = read(path);
  file.added = true;
  shown_.insert(file.ids.begin(), file.ids.end());
}

std::map<std::string, std::vector<std::string>> Library::add_matching(
    const std::vector<std::string>& patterns) {
  std::map<std::string, std::vector<std::string>> found;
  for (const std::string& pattern : patterns) {
    found[pattern] = ids_like(pattern);
    shown_.insert(found[pattern].begin(), found[pattern].end());
  }
  read_all();
  return found;
}

std::vector<std::string> Library::ids_like(const std::string& pattern) {
  if (pattern.find_first_of("*?") == std::string::npos)
    return has(pattern) ? std::vector{pattern} : std::vector<std::string>{};
  for (const fs::path& path : names_.for_glob(pattern)) read(path);
  std::vector<std::string> ids;
  for (const auto& [id, document] : documents_) {
    if (text::glob(pattern, id)) ids.push_back(id);
  }
  return ids;
}

bool Library::has(const std::string& id) {
  return find(id) != nullptr;
}

std::vector<std::string> Library::known_ids() {
  Library everything;
  for (const fs::path& path : names_.all()) everything.read(path);
  std::set<std::string> ids;
  for (const auto* documents : {&documents_, &everything.documents_}) {
    for (const auto& [id, document] : *documents) ids.insert(id);
  }
  return {ids.begin(), ids.end()};
}

Library::File& Library::read(const fs::path& path) {
  std::error_code error;
  const fs::path real = fs::canonical(path, error);
  if (const auto known = by_path_.find(real); !error && known != by_path_.end())
    return *known->second;
  File& file = *files_.emplace_back(std::make_unique<File>());
  if (!error) by_path_.emplace(real, &file);
  const auto text = document::read_text(path);
  const auto document =
      text ? document::parse_yaml(*text, path.string()) : Result<Node>(fail(text.error()));
  if (!document) {
    file.problems.push_back(document.error());
    return file;
  }
  document::Mistakes mistakes;
  for (Node& scenario : scenarios_of(*document, mistakes)) hold(std::move(scenario), file);
  for (Problem& problem : mistakes.take()) add_once(file.problems, std::move(problem));
  return file;
}

void Library::hold(Node document, File& file) {
  const std::string id = id_of(document);
  const Place where = id_place(document);
  const auto [at, is_new] = documents_.try_emplace(id, std::move(document));
  if (is_new) return file.ids.push_back(id);
  const Place first = id_place(at->second);
  file.clashes.push_back(
      Problem{"duplicate-id", where,
              fmt::format("the id `{}` is taken by {}:{}:{}", document::shortened(id), first.file,
                          first.line, first.column),
              "rename one of the two"});
}

const Node* Library::find(std::string_view id) {
  auto found = documents_.find(std::string(id));
  if (found != documents_.end()) return &found->second;
  for (const fs::path& path : names_.for_id(id)) {
    read(path);
    found = documents_.find(std::string(id));
    if (found != documents_.end()) return &found->second;
  }
  return nullptr;
}

void Library::read_all() {
  scenarios_.clear();
  std::vector<Problem> problems;
  std::vector<std::string> ids;
  const Lookup lookup = [&](std::string_view id) {
    const Node* base = find(id);
    if (base == nullptr && ids.empty()) ids = known_ids();
    return base;
  };
  for (const std::string& id : shown_) {
    auto scenario = read_scenario(documents_.at(id), lookup, ids);
    if (scenario) {
      scenarios_.emplace(id, std::move(*scenario));
      continue;
    }
    for (Problem& problem : scenario.error()) add_once(problems, std::move(problem));
  }
  problems_.clear();
  for (const auto& file : files_) {
    problems_.insert(problems_.end(), file->problems.begin(), file->problems.end());
    if (file->added) problems_.insert(problems_.end(), file->clashes.begin(), file->clashes.end());
  }
  problems_.insert(problems_.end(), problems.begin(), problems.end());
}

}  // namespace tetra::scenario
