#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>

#include "engine/base/text.hpp"
#include "engine/document/mistakes.hpp"
#include "engine/scenario/family.hpp"
#include "engine/scenario/file_names.hpp"
#include "engine/scenario/merge.hpp"
#include "engine/scenario/read_parts.hpp"
#include "engine/scenario/read_values.hpp"
#include "engine/scenario/vocabulary.hpp"

namespace tetra::scenario {
namespace {

// Reads the merged document key by key: `read_key` has a line for each key of the language.
class Reader {
 public:
  explicit Reader(document::Mistakes& mistakes) : mistakes_(mistakes) {}
  Scenario read(const Node& document, const Node& merged);

 private:
  void read_key(const Node::Entry& entry);
  void read_id(const Node& document);
  void read_place_in_folders(const Node& document);
  void check_file_name(const Node& document, const std::string& name);
  void read_attempts(const Node& node);
  Attempt read_attempt(const Node& node);
  std::string word(const Node& node, std::string_view key) {
    return mistakes_.want_word(node, key, words_of(key)).value_or("");
  }
  template <ClosedWords Enum>
  void read_word(const Node& node, std::string_view key, Enum& into) {
    into = from_word<Enum>(word(node, key)).value_or(into);
  }

  document::Mistakes& mistakes_;
  Scenario scenario_;
};

Scenario Reader::read(const Node& document, const Node& merged) {
  scenario_.file = document.where.file;
  std::vector<std::string> known = names_of(scenario_keys());
  mistakes_.reject_unknown(merged, known, "a scenario");
  for (const Node::Entry& entry : merged.entries) read_key(entry);
  read_id(document);
  read_place_in_folders(document);
  if (scenario_.title.en.empty()) scenario_.title.en = scenario_.id;
  if (scenario_.attempts.empty()) scenario_.attempts.emplace_back();
  scenario_.source = merged;
  return std::move(scenario_);
}

// `id` and `extends` are read from the document itself, before it is merged.
void Reader::read_key(const Node::Entry& entry) {
  using Read = void (*)(Reader&, Scenario&, const Node&);
  static const std::map<std::string_view, Read> readers{
      {"title", [](Reader& r, Scenario& s,
                   const Node& n) { s.title = read_bilingual(n, "title", r.mistakes_); }},
      {"explain", [](Reader& r, Scenario& s,
                     const Node& n) { s.explain = read_bilingual(n, "explain", r.mistakes_); }},
      {"stage", [](Reader& r, Scenario& s,
                   const Node& n) { s.stage = from_word<Stage>(r.word(n, "stage")); }},
      {"evidence",
       [](Reader& r, Scenario& s, const Node& n) { r.read_word(n, "evidence", s.evidence); }},
      {"catalogue",
       [](Reader& r, Scenario& s, const Node& n) { s.catalogue = read_catalogue(n, r.mistakes_); }},
      {"family",
       [](Reader& r, Scenario& s, const Node& n) {
         s.in_family = r.mistakes_.want_text(n, "family", "a file with one family").has_value();
       }},
      {"with",
       [](Reader& r, Scenario&, const Node& n) {
         r.mistakes_.note("no-family", n.where, "`with` gives words, and there is no `family`",
                          "write the values where they belong");
       }},
      {"route", [](Reader& r, Scenario& s, const Node& n) { r.read_word(n, "route", s.route); }},
      {"login",
       [](Reader& r, Scenario& s, const Node& n) { s.login = read_login(n, r.mistakes_); }},
      {"server",
       [](Reader& r, Scenario& s, const Node& n) { s.server = read_server(n, r.mistakes_); }},
      {"get", [](Reader& r, Scenario& s, const Node& n) { s.get = read_target(n, r.mistakes_); }},
      {"definitions",
       [](Reader& r, Scenario& s, const Node& n) { r.read_word(n, "definitions", s.definitions); }},
      {"policy",
       [](Reader& r, Scenario& s, const Node& n) { s.policy = read_policy(n, r.mistakes_); }},
      {"timeout",
       [](Reader& r, Scenario& s, const Node& n) {
         s.timeout = read_timeout(n, r.mistakes_).value_or(s.timeout);
       }},
      {"options",
       [](Reader& r, Scenario& s, const Node& n) { s.options = read_options(n, r.mistakes_); }},
      {"clock",
       [](Reader& r, Scenario& s, const Node& n) {
         s.clock = read_clock(n, r.mistakes_).value_or(Duration::zero());
       }},
      {"installed", [](Reader& r, Scenario& s,
                       const Node& n) { s.installed = r.word(n, "installed") == "true"; }},
      {"disk", [](Reader& r, Scenario& s, const Node& n) { s.disk = read_disk(n, r.mistakes_); }},
      {"locked",
       [](Reader& r, Scenario& s, const Node& n) { s.locked = r.word(n, "locked") == "true"; }},
      {"faults",
       [](Reader& r, Scenario& s, const Node& n) { s.faults = read_faults(n, r.mistakes_); }},
      {"attempts", [](Reader& r, Scenario&, const Node& n) { r.read_attempts(n); }},
      {"expect",
       [](Reader& r, Scenario& s, const Node& n) { s.expect = read_expectations(n, r.mistakes_); }},
      {"wire", [](Reader& r, Scenario& s, const Node& n) { s.wire = read_wire(n, r.mistakes_); }},
  };
  const auto found = readers.find(entry.key);
  if (found != readers.end()) found->second(*this, scenario_, entry.value);
}

void Reader::read_id(const Node& document) {
  const Node* node = document.find("id");
  if (node != nullptr && !mistakes_.want_text(*node, "id", "`id: my-scenario`")) return;
  scenario_.id = id_of(document);
  scenario_.where = id_place(document);
  if (scenario_.id.size() <= longest_id && has_form(scenario_.id, id_form)) return;
  mistakes_.note(
      "bad-id", id_place(document), fmt::format("`{}` is no id", document::shortened(scenario_.id)),
      node != nullptr ? "small letters, digits and single dashes: my-scenario"
                      : "the file's name is the id; rename it, or write `id: my-scenario`");
}

// scenarios/<stage>/<id>.yaml: folder and file name tell the same as the keys inside.
void Reader::read_place_in_folders(const Node& document) {
  const std::filesystem::path path(scenario_.file);
  const std::string folder = path.parent_path().filename().string();
  const auto known = from_word<Stage>(folder);
  if (path.parent_path().parent_path().filename() != "scenarios" || !known) return;
  check_file_name(document, path.stem().string());
  const Node* stage = document.find("stage");
  if (stage == nullptr) {
    scenario_.stage = known;
  } else if (stage->is_scalar() && stage->text != folder && from_word<Stage>(stage->text)) {
    mistakes_.note("stage-is-not-folder", stage->where,
                   fmt::format("the stage `{}` is not the folder's name", stage->text),
                   fmt::format("write `stage: {}`, or move the file", folder));
  }
}

// Scenarios are found by the names of their files.
void Reader::check_file_name(const Node& document, const std::string& name) {
  const std::string& id = scenario_.id;
  if (id.empty()) return;
  if (!scenario_.in_family && name != id)
    mistakes_.note("id-is-not-file-name", id_place(document),
                   fmt::format("the id `{}` is not the file's name", document::shortened(id)),
                   fmt::format("write `id: {}`, or rename the file", name));
  if (scenario_.in_family && !can_hold(name, id))
    mistakes_.note("id-is-not-file-name", id_place(document),
                   fmt::format("the id `{}` does not begin with the file's name, `{}-`",
                               document::shortened(id), name),
                   "call the file after what the ids of its family begin with, up to a dash");
}

void Reader::read_attempts(const Node& node) {
  if (node.is_scalar()) {
    const auto number = text::to_integer(node.text);
    if (number && *number >= 1 && *number <= most_attempts) {
      scenario_.attempts.resize(static_cast<std::size_t>(*number));
    } else {
      mistakes_.note("wrong-type", node.where,
                     fmt::format("`{}` is no number of attempts", document::shortened(node.text)),
                     fmt::format("a whole number from 1 to {}, or a list", most_attempts));
    }
    return;
  }
  if (!mistakes_.want_list(node, "attempts",
                           "a number, or `- {faults: […], expect: {…}}` for each attempt"))
    return;
  if (node.items.empty())
    mistakes_.note("missing-value", node.where, "`attempts` is empty",
                   "one attempt is the least; leave the key out");
  if (node.items.size() > most_attempts) {
    mistakes_.note("too-big", node.where,
                   fmt::format("these are more than {} attempts", most_attempts));
    return;
  }
  for (const Node& item : node.items) scenario_.attempts.push_back(read_attempt(item));
}

Attempt Reader::read_attempt(const Node& node) {
  Attempt attempt;
  if (!mistakes_.want_map(node, "attempts",
                          "`- {faults: […], expect: {…}}`, or `- {}` for one without faults"))
    return attempt;
  mistakes_.reject_unknown(node, names_of(attempt_keys()), "an attempt");
  if (const Node* faults = node.find("faults")) attempt.faults = read_faults(*faults, mistakes_);
  if (const Node* expect = node.find("expect"))
    attempt.expect = read_expectations(*expect, mistakes_);
  if (const Node* wire = node.find("wire")) attempt.wire = read_wire(*wire, mistakes_);
  if (const Node* pause = node.find("pause")) attempt.pause = read_pause(*pause, mistakes_);
  if (const Node* clock = node.find("clock")) attempt.clock = read_clock(*clock, mistakes_);
  return attempt;
}

}  // namespace

tl::expected<Scenario, std::vector<Problem>> read_scenario(
    const Node& document, const Lookup& lookup, const std::vector<std::string>& known_ids) {
  document::Mistakes mistakes;
  auto with_bases = merge_bases(document, lookup, known_ids);
  const bool lacks_base = !with_bases && with_bases.error().code == "unknown-scenario";
  auto merged = mistakes.take(std::move(with_bases));
  if (lacks_base) {
    Reader(mistakes).read(document, without_base(document));
  } else if (merged && merged->is_null()) {
    mistakes.note("empty", merged->where, "the file is empty",
                  "the least scenario is `route: direct`");
  } else if (merged &&
             mistakes.want_map(*merged, "scenario",
                               "`key: value` lines, `faults:` and `expect:` among them")) {
    Scenario scenario = Reader(mistakes).read(document, *merged);
    if (mistakes.all().empty()) return scenario;
  }
  return tl::unexpected(mistakes.take());
}

tl::expected<std::vector<Scenario>, std::vector<Problem>> read_scenarios(
    const Node& document, const Lookup& lookup, const std::vector<std::string>& known_ids) {
  document::Mistakes mistakes;
  std::vector<Scenario> scenarios;
  for (const Node& one : scenarios_of(document, mistakes)) {
    auto scenario = read_scenario(one, lookup, known_ids);
    if (scenario) {
      scenarios.push_back(std::move(*scenario));
    } else {
      for (Problem& problem : scenario.error()) mistakes.note(std::move(problem));
    }
  }
  if (!mistakes.all().empty()) return tl::unexpected(mistakes.take());
  return scenarios;
}

}  // namespace tetra::scenario
