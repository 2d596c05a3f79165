#include "harness/explain/read_table.hpp"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>

#include "engine/base/text.hpp"
#include "engine/document/yaml.hpp"
#include "engine/scenario/loader.hpp"

namespace tetra::explain {
namespace {

using Done = tl::expected<void, Problem>;
using Pattern = std::shared_ptr<const re2::RE2>;

Done wrong(const Node& node, const std::string& what) {
  return fail("bad-table", node.where, what);
}

std::string text_of(const Node& map, std::string_view key) {
  const Node* node = map.find(key);
  return node != nullptr && node->is_scalar() ? node->text : std::string();
}

// One text for both languages, or {en: …, de: …}.
Text texts_of(const Node* node) {
  if (node == nullptr) return {};
  return node->is_scalar() ? Text{node->text, node->text}
                           : Text{text_of(*node, "en"), text_of(*node, "de")};
}

// `{stage}` and `{cause}` in both languages.
Text filled(Text text, const CauseWord& word) {
  const auto put = [](std::string& into, std::string_view hole, const std::string& value) {
    if (const auto at = into.find(hole); at != std::string::npos)
      into.replace(at, hole.size(), value);
  };
  for (std::string* one : {&text.en, &text.de}) {
    put(*one, "{stage}", word.stage);
    put(*one, "{cause}", word.word);
  }
  return text;
}

std::optional<ProbeName> probe_name(const std::string& text) {
  const auto dot = text.find('.');
  if (dot == std::string::npos) return std::nullopt;
  return ProbeName{text.substr(0, dot), text.substr(dot + 1)};
}

class TableReader {
 public:
  explicit TableReader(Table& table) : table_(table) {}

  Done shared(const Node& document) {
    if (const Node* marks = document.find("marks")) {
      for (const Node::Entry& entry : marks->entries)
        table_.marks[entry.key] = texts_of(&entry.value);
    }
    if (const Node* checks = document.find("checks")) {
      for (const Node::Entry& entry : checks->entries) checks_[entry.key] = texts_of(&entry.value);
    }
    return {};
  }

  Done family(const Node& document) {
    if (document.find("family") == nullptr) return {};
    auto family = std::make_unique<Family>();
    family->id = text_of(document, "family");
    family->title = texts_of(document.find("title"));
    family->bits32 = text_of(document, "bits") == "32";
    family->hex = text_of(document, "hex") == "true";
    family->causes = probe_name(text_of(document, "causes"));
    for (const Node& word : list(document, "words"))
      family->words.push_back(text::lower(word.text));
    for (const Node& name : list(document, "expected")) {
      const auto probe = probe_name(name.text);
      if (!probe) return wrong(name, "wants client.probe");
      family->expected.push_back(*probe);
    }
    for (const Node& row : list(document, "codes")) {
      if (auto read = code(document, row, *family); !read) return read;
    }
    table_.families.push_back(std::move(family));
    return {};
  }

  /// What a program reports, and its own numbers, which are added to the codes of a family.
  Done reports(const Node& document) {
    const Node* from = document.find("reports");
    if (from == nullptr) return {};
    Reports reports{text_of(*from, "program"), {}, {}};
    Family* family = family_called(text_of(*from, "family"));
    if (family == nullptr || !table_.marks.contains(text_of(*from, "mark")))
      return wrong(*from, "wants a family and a mark that there are");
    if (const Node* fields = from->find("fields")) {
      for (const Node::Entry& entry : fields->entries) {
        for (const Node& word : entry.value.items) reports.fields[entry.key].push_back(word.text);
      }
    }
    for (const Node& row : list(*from, "causes")) {
      if (auto read = cause(*from, row, reports, *family); !read) return read;
    }
    table_.reports.push_back(std::move(reports));
    return {};
  }

  Done patterns(const Node& document) {
    for (const Node& row : list(document, "patterns")) {
      CodePattern found;
      found.family = table_.family(text_of(row, "family"));
      if (found.family == nullptr) return wrong(row, "no such family");
      found.code = text::to_integer(text_of(row, "code"));
      found.minus = text::to_integer(text_of(row, "minus")).value_or(0);
      const Node* written = row.find("pattern");
      found.pattern = pattern(written);
      if (!found.pattern || (!found.code && found.pattern->NumberOfCapturingGroups() == 0))
        return wrong(row, "wants a pattern with a group");
      table_.patterns.push_back(std::move(found));
    }
    for (const Node& row : list(document, "success")) table_.success.push_back(pattern(&row));
    for (const Node& row : list(document, "harmless"))
      table_.harmless.push_back({pattern(row.find("pattern")), texts_of(row.find("means"))});
    const bool sound = std::all_of(table_.success.begin(), table_.success.end(),
                                   [](const Pattern& one) { return one != nullptr; }) &&
                       std::all_of(table_.harmless.begin(), table_.harmless.end(),
                                   [](const Harmless& one) { return one.pattern != nullptr; });
    return sound ? Done() : wrong(document, "a pattern can't be read");
  }

 private:
  static const std::vector<Node>& list(const Node& map, std::string_view key) {
    static const std::vector<Node> none;
    const Node* node = map.find(key);
    return node != nullptr ? node->items : none;
  }

  static Pattern pattern(const Node* node) {
    if (node == nullptr) return nullptr;
    auto made = std::make_shared<const re2::RE2>(node->text, re2::RE2::Quiet);
    return made->ok() ? made : nullptr;
  }

  Done code(const Node& document, const Node& row, Family& family) const {
    const auto either = [&](std::string_view key) {
      return row.find(key) != nullptr ? row.find(key) : document.find(key);
    };
    const Node* mark = either("mark");
    const auto number = text::to_integer(text_of(row, "code"));
    const auto check = checks_.find(text_of(row, "check"));
    Code made{number.value_or(0),
              text_of(row, "name"),
              mark != nullptr ? mark->text : "",
              texts_of(either("source")),
              texts_of(row.find("means")),
              {},
              {}};
    if (!number || check == checks_.end() || !table_.marks.contains(made.mark))
      return wrong(row, "a row wants code, check and a mark that there is");
    if (made.source.en.empty() || made.means.en.empty() || made.means.de.empty())
      return wrong(row, "a row wants a source, and its meaning in en and de");
    made.check = check->second;
    family.codes.push_back(std::move(made));
    return {};
  }

  Family* family_called(const std::string& id) const {
    const auto found = std::find_if(table_.families.begin(), table_.families.end(),
                                    [&](const auto& family) { return family->id == id; });
    return found == table_.families.end() ? nullptr : found->get();
  }

  // A row without advice has a number that its family explains without it.
  static Done cause(const Node& from, const Node& row, Reports& reports, Family& family) {
    const auto number = text::to_integer(text_of(row, "lasterror"));
    CauseWord word{text_of(row, "cause"), text_of(row, "stage"), number.value_or(0)};
    if (!number || word.word.empty() || word.stage.empty())
      return wrong(row, "a row wants cause, stage and lasterror");
    const Node* advice = row.find("advice");
    if (advice == nullptr && family.find(*number) == nullptr)
      return wrong(row, "a number that no other row explains wants advice");
    if (advice != nullptr) {
      const Node* all = from.find("advice");
      const Text check = texts_of(all == nullptr ? nullptr : all->find(advice->text));
      if (check.en.empty() || check.de.empty()) return wrong(*advice, "there is no such advice");
      family.codes.push_back({*number,
                              {},
                              text_of(from, "mark"),
                              texts_of(from.find("source")),
                              filled(texts_of(from.find("means")), word),
                              check,
                              word.word});
    }
    std::vector<std::string>& stages = reports.fields["stage"];
    if (std::find(stages.begin(), stages.end(), word.stage) == stages.end())
      stages.push_back(word.stage);
    reports.causes.push_back(std::move(word));
    return {};
  }

  Table& table_;
  std::map<std::string, Text> checks_;
};

}  // namespace

Result<Table> read_table(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  std::error_code ec;
  for (const auto& entry : std::filesystem::directory_iterator(folder, ec)) {
    if (entry.path().extension() == ".yaml") files.push_back(entry.path());
  }
  if (files.empty())
    return fail("cannot-read", Place{folder.string()}, "there are no codes",
                "set TETRALAB_SHARE to the folder that has harness/explain/codes");
  std::sort(files.begin(), files.end());
  std::vector<Node> documents;
  for (const auto& file : files) {
    const auto text = document::read_text(file);
    if (!text) return fail(text.error());
    auto document = document::parse_yaml(*text, file.string());
    if (!document) return fail(document.error());
    documents.push_back(std::move(*document));
  }
  Table table;
  TableReader reader(table);
  for (const auto step : {&TableReader::shared, &TableReader::family, &TableReader::reports,
                          &TableReader::patterns}) {
    for (const Node& document : documents) {
      if (auto read = (reader.*step)(document); !read) return fail(read.error());
    }
  }
  return table;
}

}  // namespace tetra::explain
