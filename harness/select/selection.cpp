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
  void sort_typed(const std::vector<std::string>& typed) {
    for (const std::string& word : typed) {
      std::error_code ec;
      const std::size_t colon = word.rfind(':');
      if (fs::is_regular_file(word, ec)) {
        members_[word].emplace_back("*");
        files_.add(word);
      } else if (fs::is_directory(word, ec)) {
        files_.add(word);
      } else if (colon != std::string::npos && fs::is_regular_file(word.substr(0, colon), ec)) {
        members_[word.substr(0, colon)].push_back(word.substr(colon + 1));
        files_.add(word.substr(0, colon));
      } else {
        patterns_.push_back(word);
      }
    }
  }

  bool load_files(Selection& into) {
    into.library.look_in({scenario_folder()});
    into.library.add(files_.scenarios);
    if (!is_good(into.library)) return false;
    for (const auto& [id, scenario] : into.library.scenarios()) {
      if (!members_.contains(scenario.file)) into.scenarios.push_back(id);
    }
    bool good = true;
    for (const auto& [file, patterns] : members_) {
      for (const std::string& pattern : patterns)
        good = choose_members(file, pattern, into) && good;
    }
    return good;
  }

  bool choose_scenarios(Selection& into) {
    if (patterns_.empty() && files_.scenarios.empty()) patterns_.emplace_back("*");
    const auto found = into.library.add_matching(patterns_);
    if (!is_good(into.library)) return false;
    bool good = true;
    for (const std::string& pattern : patterns_) {
      const std::vector<std::string>& ids = found.at(pattern);
      into.scenarios.insert(into.scenarios.end(), ids.begin(), ids.end());
      if (!ids.empty()) continue;
      good = false;
      const std::string near = text::nearest(pattern, into.library.known_ids());
      std::cerr << fmt::format("tetralab: there is no scenario and no file `{}`{}\n",
                               text::escaped(pattern),
                               near.empty() ? "; `tetralab list` shows them all"
                                            : fmt::format("; did you mean `{}`?", near));
    }
    if (!good) return false;
    sort_by_stage(into);
    return true;
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
  void find_clients_among_patterns(Selection& from) {
    std::erase_if(patterns_, [&](const std::string& word) {
      if (from.clients.count(word) == 0 || from.library.has(word)) return false;
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
  // `FILE:ID`, or all of a file.
  static bool choose_members(const std::string& file, const std::string& pattern, Selection& into) {
    std::vector<std::string> ids;
    const std::size_t before = into.scenarios.size();
    for (const auto& [id, scenario] : into.library.scenarios()) {
      if (scenario.file != file) continue;
      ids.push_back(id);
      if (text::glob(pattern, id)) into.scenarios.push_back(id);
    }
    if (pattern == "*" || into.scenarios.size() > before) return true;
    const std::string near = text::nearest(pattern, ids);
    std::cerr << fmt::format("tetralab: there is no scenario `{}` in {}{}\n",
                             text::escaped(pattern), text::escaped(file),
                             near.empty() ? "" : fmt::format("; did you mean `{}`?", near));
    return false;
  }

  static bool is_good(const scenario::Library& library) {
    for (const Problem& problem : library.problems()) print_problem(problem);
    return library.problems().empty();
  }

  // By stage and id, each once.
  static void sort_by_stage(Selection& into) {
    const auto& all = into.library.scenarios();
    auto& ids = into.scenarios;
    const auto place = [&](const std::string& id) {
      return std::pair(to_string(all.at(id).stage), std::string_view(id));
    };
    std::sort(ids.begin(), ids.end(),
              [&](const auto& a, const auto& b) { return place(a) < place(b); });
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  }

  SortedFiles files_;
  std::map<std::string, std::vector<std::string>> members_;  // typed file -> globs on its ids
  std::vector<std::string> patterns_, wanted_clients_;
};

}  // namespace

bool is_client_file(const fs::path& path) {
  std::error_code ec;
  if (!fs::is_regular_file(path, ec)) return false;
  const auto text = document::read_text(path);
  // Most files are scenarios, and long: these two words are found faster than a document is parsed.
  if (!text ||
      (text->find("probes") == std::string::npos && text->find("command") == std::string::npos))
    return false;
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

std::optional<Selection> select_scenarios(const std::vector<std::string>& typed) {
  Selection selection;
  Selecting selecting;
  selecting.sort_typed(typed);
  if (!selecting.load_files(selection) || !selecting.choose_scenarios(selection))
    return std::nullopt;
  return selection;
}

std::optional<Selection> select(const std::vector<std::string>& typed,
                                const std::vector<std::string>& client_names) {
  Selection selection;
  Selecting selecting;
  selecting.sort_typed(typed);
  if (!selecting.load_files(selection) || !selecting.load_clients(selection, client_names))
    return std::nullopt;
  selecting.find_clients_among_patterns(selection);
  if (!selecting.choose_scenarios(selection) || !selecting.choose_clients(selection))
    return std::nullopt;
  return selection;
}

}  // namespace tetra::select
