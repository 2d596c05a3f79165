#include "harness/explain/table.hpp"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>

#include "connector/tell/outcome.hpp"
#include "connector/tell/trace.hpp"
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

std::optional<ProbeName> probe_name(const std::string& text) {
  const auto dot = text.find('.');
  if (dot == std::string::npos) return std::nullopt;
  return ProbeName{text.substr(0, dot), text.substr(dot + 1)};
}

class Reading {
 public:
  explicit Reading(Table& table) : table_(table) {}

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
    if (family->causes) add_own(*family);
    table_.families.push_back(std::move(family));
    return {};
  }

  Done signs(const Node& document) {
    for (const Node& row : list(document, "signs")) {
      Sign sign;
      sign.family = table_.family(text_of(row, "family"));
      if (sign.family == nullptr) return wrong(row, "no such family");
      sign.code = text::to_integer(text_of(row, "code"));
      sign.minus = text::to_integer(text_of(row, "minus")).value_or(0);
      const Node* written = row.find("pattern");
      sign.pattern = pattern(written);
      if (!sign.pattern || (!sign.code && sign.pattern->NumberOfCapturingGroups() == 0))
        return wrong(row, "wants a pattern with a group");
      table_.signs.push_back(std::move(sign));
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

  // The connector's numbers have their one table in its own room.
  static void add_own(Family& family) {
    for (const connector::CauseRow& row : connector::causes()) {
      if (row.lasterror < connector::lab_base || row.lasterror > connector::lab_base + 0xFFFF)
        continue;
      Code own{row.lasterror,        {}, "L", {"tetralab connector", "tetralab connector"}, {}, {},
               std::string(row.word)};
      own.means.en = fmt::format(
          "The lab's stand-in for the connector failed at stage {}: {}. Cisco publishes no number "
          "for this.",
          connector::to_string(row.stage), row.word);
      own.means.de = fmt::format(
          "Der nachgebildete Connector des Labors ist in der Stufe {} gescheitert: {}. Cisco "
          "veröffentlicht dafür keine Zahl.",
          connector::to_string(row.stage), row.word);
      own.check = {std::string(connector::phrases_en().check(row.cause)),
                   std::string(connector::phrases_de().check(row.cause))};
      family.codes.push_back(std::move(own));
    }
  }

  Table& table_;
  std::map<std::string, Text> checks_;
};

}  // namespace

bool Family::same(std::int64_t one, std::int64_t other) const {
  constexpr std::int64_t least = -(std::int64_t{1} << 31), most = (std::int64_t{1} << 32) - 1;
  if (bits32 && one >= least && one <= most) return scenario::same_32_bits(one, other);
  return one == other;
}

const Code* Family::find(std::int64_t number) const {
  const auto found = std::find_if(codes.begin(), codes.end(),
                                  [&](const Code& code) { return same(number, code.number); });
  return found == codes.end() ? nullptr : &*found;
}

std::string Family::shown(std::int64_t number) const {
  return hex ? fmt::format("0x{:08X}", static_cast<std::uint32_t>(number)) : std::to_string(number);
}

const Family* Table::family(std::string_view word) const {
  for (const auto& family : families) {
    if (family->id == word || std::find(family->words.begin(), family->words.end(),
                                        text::lower(word)) != family->words.end())
      return family.get();
  }
  return nullptr;
}

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
  Reading reading(table);
  for (const auto step : {&Reading::shared, &Reading::family, &Reading::signs}) {
    for (const Node& document : documents) {
      if (auto read = (reading.*step)(document); !read) return fail(read.error());
    }
  }
  return table;
}

}  // namespace tetra::explain
