#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <tuple>

#include "engine/document/mistakes.hpp"
#include "engine/document/yaml.hpp"
#include "engine/document/yaml_bytes.hpp"
#include "engine/scenario/loader.hpp"
#include "engine/scenario/merge.hpp"

namespace tetra::scenario {
namespace {

namespace fs = std::filesystem;

// A walk stops here, so that `lint /` ends.
constexpr std::size_t most_files = 10'000;
constexpr std::size_t most_visits = 200'000;

// The YAML files below a folder, sorted. Links to folders are not followed; links to files are
// read.
std::vector<fs::path> yaml_files_below(const fs::path& folder, std::vector<Problem>& problems) {
  std::vector<fs::path> files;
  std::error_code error;
  std::size_t visits = 0;
  fs::recursive_directory_iterator walk(folder, fs::directory_options::skip_permission_denied,
                                        error);
  for (; !error && walk != fs::recursive_directory_iterator(); walk.increment(error)) {
    std::error_code ignored;
    if (walk->path().extension() == ".yaml" && walk->is_regular_file(ignored))
      files.push_back(walk->path());
    if (files.size() > most_files || ++visits > most_visits) {
      problems.push_back(Problem{"too-big", Place{folder.string(), 0, 0},
                                 "there are too many files below this folder",
                                 "name a smaller folder"});
      break;
    }
  }
  if (error)
    problems.push_back(Problem{"cannot-read", Place{folder.string(), 0, 0},
                               "the folder cannot be read: " + error.message(), ""});
  if (!error && files.empty())
    problems.push_back(Problem{"no-scenarios", Place{folder.string(), 0, 0},
                               "there is no scenario below this folder",
                               "scenarios are files that end in .yaml"});
  std::sort(files.begin(), files.end());
  return files;
}

bool same(const Problem& a, const Problem& b) {
  const auto key = [](const Problem& p) {
    return std::tie(p.where.file, p.where.line, p.where.column, p.code, p.what);
  };
  return key(a) == key(b);
}

}  // namespace

void Library::add(const std::vector<fs::path>& paths) {
  for (const fs::path& path : paths) {
    std::error_code error;
    if (fs::is_directory(path, error)) {
      add_folder(path);
    } else {
      add_file(path);
    }
  }
  read_all();
}

void Library::add_folder(const fs::path& folder) {
  for (const fs::path& path : yaml_files_below(folder, file_problems_)) add_file(path);
}

void Library::add_file(const fs::path& path) {
  std::error_code error;
  const fs::path real = fs::canonical(path, error);
  if (!error && !files_.insert(real).second) return;
  const auto text = document::read_text(path);
  if (!text) {
    file_problems_.push_back(text.error());
    return;
  }
  auto document = document::parse_yaml(*text, path.string());
  if (!document) {
    file_problems_.push_back(document.error());
    return;
  }
  const std::string id = id_of(*document);
  const auto [at, is_new] = documents_.try_emplace(id, std::move(*document));
  if (is_new) return;
  const Place first = id_place(at->second);
  file_problems_.push_back(
      Problem{"duplicate-id", id_place(*document),
              fmt::format("the id `{}` is taken by {}:{}:{}", document::shortened(id), first.file,
                          first.line, first.column),
              "rename one of the two"});
}

const Node* Library::find_base(std::string_view id) {
  const auto found = documents_.find(std::string(id));
  if (found != documents_.end()) return &found->second;
  if (base_folders_.empty()) return nullptr;
  if (!bases_) {
    bases_ = std::make_unique<Library>();
    for (const fs::path& folder : base_folders_) bases_->add_folder(folder);
  }
  return bases_->find_base(id);
}

void Library::read_all() {
  scenarios_.clear();
  problems_ = file_problems_;
  std::vector<std::string> ids;
  for (const auto& [id, document] : documents_) ids.push_back(id);
  const Lookup lookup = [&](std::string_view id) {
    const Node* base = find_base(id);
    if (base == nullptr && bases_ && ids.size() == documents_.size()) {
      for (const auto& [known, document] : bases_->documents_) ids.push_back(known);
    }
    return base;
  };
  for (const auto& [id, document] : documents_) {
    auto scenario = read_scenario(document, lookup, ids);
    if (scenario) {
      scenarios_.emplace(id, std::move(*scenario));
      continue;
    }
    // A base's mistakes come back with everything that extends it.
    for (Problem& problem : scenario.error()) {
      const bool told = std::any_of(problems_.begin(), problems_.end(),
                                    [&](const Problem& other) { return same(problem, other); });
      if (!told) problems_.push_back(std::move(problem));
    }
  }
}

}  // namespace tetra::scenario
