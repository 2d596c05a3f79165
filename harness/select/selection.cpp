#include "harness/select/selection.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>

#include "engine/base/escaped.hpp"
#include "engine/base/text.hpp"
#include "engine/document/caret.hpp"
#include "engine/document/yaml.hpp"

namespace tetra::select {
namespace {

namespace fs = std::filesystem;

// build/<preset>/tetralab, or <prefix>/bin/tetralab with <prefix>/share/tetralab.
fs::path share_folder() {
  if (const char* set = std::getenv("TETRALAB_SHARE")) return set;
  const fs::path bin = fs::path(program_path()).parent_path();
  std::error_code ec;
  for (const fs::path& candidate : {bin / "../..", bin / "../share/tetralab"}) {
    if (fs::exists(candidate / "scenarios", ec)) return fs::weakly_canonical(candidate);
  }
  return fs::current_path();
}

class Selecting {
 public:
  bool sort_typed(const std::vector<std::string>& typed) {
    for (const std::string& word : typed) {
      std::error_code ec;
      if (fs::is_regular_file(word, ec) || fs::is_directory(word, ec)) {
        files_.add(word);
      } else {
        patterns_.push_back(word);
      }
    }
    return true;
  }

  bool load(Selection& into) {
    std::vector<fs::path> paths = files_.scenarios;
    into.library.look_for_bases_in({scenario_folder()});
    into.library.add(paths);
    std::vector<std::string> from_files;
    for (const auto& [id, unused] : into.library.scenarios()) from_files.push_back(id);
    const bool only_files = !files_.scenarios.empty();
    if (!only_files || !patterns_.empty()) into.library.add({scenario_folder()});
    if (only_files) into.scenarios = from_files;
    for (const Problem& problem : into.library.problems()) print_problem(problem);
    return into.library.problems().empty();
  }

  bool choose_scenarios(Selection& into) {
    if (patterns_.empty() && files_.scenarios.empty()) patterns_.emplace_back("*");
    bool good = true;
    std::vector<std::string> ids;
    for (const auto& [id, unused] : into.library.scenarios()) ids.push_back(id);
    for (const std::string& pattern : patterns_) {
      bool any = false;
      for (const std::string& id : ids) {
        if (!text::glob(pattern, id)) continue;
        any = true;
        if (std::find(into.scenarios.begin(), into.scenarios.end(), id) == into.scenarios.end())
          into.scenarios.push_back(id);
      }
      if (any) continue;
      good = false;
      const std::string near = text::nearest(pattern, ids);
      std::cerr << fmt::format("tetralab: there is no scenario and no file `{}`{}\n",
                               text::escaped(pattern),
                               near.empty() ? "; `tetralab list` shows them all"
                                            : fmt::format("; did you mean `{}`?", near));
    }
    const auto& all = into.library.scenarios();
    std::stable_sort(into.scenarios.begin(), into.scenarios.end(),
                     [&](const auto& a, const auto& b) {
                       return std::pair(all.at(a).stage, a) < std::pair(all.at(b).stage, b);
                     });
    return good;
  }

  bool load_clients(Selection& into, const std::vector<std::string>& names) {
    for (const std::string& name : names) {
      std::error_code ec;
      if (fs::is_regular_file(name, ec)) {
        files_.clients.emplace_back(name);
      } else {
        wanted_clients_.push_back(name);
      }
    }
    std::vector<fs::path> paths{client_folder()};
    paths.insert(paths.end(), files_.clients.begin(), files_.clients.end());
    auto loaded = clients::load_clients(paths);
    if (!loaded) {
      print_problem(loaded.error());
      return false;
    }
    into.clients = std::move(*loaded);
    for (const fs::path& file : files_.clients) {
      for (const auto& [name, client] : into.clients) {
        if (client.file == file.string()) wanted_clients_.push_back(name);
      }
    }
    return true;
  }

  /// `run dns-nxdomain --client curl wget`: a word that names a client and no scenario is a client.
  void find_clients_among_patterns(const Selection& from) {
    std::erase_if(patterns_, [&](const std::string& word) {
      if (from.clients.count(word) == 0 || from.library.scenarios().count(word) != 0) return false;
      wanted_clients_.push_back(word);
      return true;
    });
  }

  bool choose_clients(Selection& into) const {
    std::vector<std::string> known;
    for (const auto& [name, client] : into.clients) known.push_back(name);
    const bool left_out = wanted_clients_.empty();
    const bool everyone =
        left_out || (wanted_clients_.size() == 1 && wanted_clients_.front() == "all");
    for (const std::string& name : everyone ? known : wanted_clients_) {
      if (into.clients.count(name) == 0) {
        const std::string near = text::nearest(name, known);
        std::cerr << fmt::format("tetralab: there is no client `{}`; {}\n", text::escaped(name),
                                 near.empty() ? "known: " + text::join(known, ", ")
                                              : fmt::format("did you mean `{}`?", near));
        return false;
      }
      const bool told = std::find(into.chosen_clients.begin(), into.chosen_clients.end(), name) !=
                        into.chosen_clients.end();
      const clients::Client& client = into.clients.at(name);
      if (!told && (!everyone || !client.program.empty()) && !(left_out && client.by_name))
        into.chosen_clients.push_back(name);
    }
    return true;
  }

 private:
  SortedFiles files_;
  std::vector<std::string> patterns_, wanted_clients_;
};

}  // namespace

bool is_client_file(const fs::path& path) {
  std::error_code ec;
  if (!fs::is_regular_file(path, ec)) return false;
  const auto text = document::read_text(path);
  if (!text) return false;
  const auto document = document::parse_yaml(*text, path.string());
  return document && document->is_map() &&
         (document->find("probes") != nullptr || document->find("command") != nullptr);
}

void SortedFiles::add(const fs::path& path) {
  std::error_code ec;
  if (!fs::is_directory(path, ec))
    return (is_client_file(path) ? clients : scenarios).push_back(path);
  std::vector<fs::path> below;
  for (fs::recursive_directory_iterator at(path, fs::directory_options::skip_permission_denied, ec),
       end;
       !ec && at != end; at.increment(ec)) {
    if (at->path().extension() == ".yaml") below.push_back(at->path());
  }
  std::sort(below.begin(), below.end());
  if (std::none_of(below.begin(), below.end(), is_client_file)) return scenarios.push_back(path);
  for (const fs::path& file : below) (is_client_file(file) ? clients : scenarios).push_back(file);
}

std::string program_path() {
  std::error_code ec;
  const fs::path path = fs::read_symlink("/proc/self/exe", ec);
  return ec ? "tetralab" : path.string();
}

fs::path scenario_folder() {
  return share_folder() / "scenarios";
}

fs::path client_folder() {
  std::error_code ec;
  const fs::path in_tree = share_folder() / "harness/clients/files";
  return fs::exists(in_tree, ec) ? in_tree : share_folder() / "clients";
}

fs::path explain_folder() {
  std::error_code ec;
  const fs::path in_tree = share_folder() / "harness/explain/codes";
  return fs::exists(in_tree, ec) ? in_tree : share_folder() / "explain";
}

void print_problem(const Problem& problem) {
  if (problem.where.file.empty()) {
    std::cerr << fmt::format("tetralab: {}{}\n", text::escaped(problem.what),
                             problem.hint.empty() ? "" : "; " + text::escaped(problem.hint));
    return;
  }
  // A pipe gives its text once; opened again it may wait for a writer for ever.
  std::error_code ec;
  const bool again = std::filesystem::is_regular_file(problem.where.file, ec);
  std::cerr << (again ? document::with_caret(problem) : document::with_caret(problem, "")) << '\n';
}

std::optional<Selection> select(const std::vector<std::string>& typed,
                                const std::vector<std::string>& client_names) {
  Selection selection;
  Selecting selecting;
  selecting.sort_typed(typed);
  if (!selecting.load(selection) || !selecting.load_clients(selection, client_names))
    return std::nullopt;
  selecting.find_clients_among_patterns(selection);
  if (!selecting.choose_scenarios(selection) || !selecting.choose_clients(selection))
    return std::nullopt;
  return selection;
}

}  // namespace tetra::select
