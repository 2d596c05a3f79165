#include <algorithm>
#include <map>

#include "engine/document/caret.hpp"
#include "engine/document/yaml.hpp"
#include "engine/scenario/vocabulary.hpp"
#include "tests/unit/scenario/reading.hpp"

namespace tetra::scenario {
namespace {

const std::string page = "docs/scenarios.md";

std::string page_text() {
  const auto text = document::read_text(page);
  EXPECT_TRUE(text) << "run from the repository's root";
  return text.value_or("");
}

// The ```yaml blocks of the page, each with as many empty lines before it that its places are those
// of the page.
std::vector<std::string> examples() {
  std::vector<std::string> blocks;
  bool inside = false;
  std::string before;
  const std::string text = page_text();
  for (std::size_t start = 0; start < text.size();) {
    const std::size_t end = std::min(text.find('\n', start), text.size());
    const std::string line = text.substr(start, end - start);
    start = end + 1;
    before += '\n';
    if (inside && line == "```") inside = false;
    if (inside) blocks.back() += line + "\n";
    if (line == "```yaml") {
      inside = true;
      blocks.push_back(before);
    } else if (inside) {
      continue;
    }
  }
  return blocks;
}

TEST(ScenarioDocs, HoldOnlyExamplesThatAreGoodScenarios) {
  std::map<std::string, Node> documents;
  std::vector<Node> all;
  for (const std::string& text : examples()) {
    const auto document = document::parse_yaml(text, page);
    ASSERT_TRUE(document) << document::with_caret(document.error(), text);
    all.push_back(*document);
    const Node* id = document->find("id");
    if (id != nullptr) documents[id->text] = *document;
  }
  ASSERT_GE(all.size(), 8U);
  const Lookup lookup = [&](std::string_view id) {
    const auto found = documents.find(std::string(id));
    return found == documents.end() ? nullptr : &found->second;
  };
  for (const Node& document : all) {
    const auto scenarios = read_scenarios(document, lookup);
    if (scenarios) continue;
    for (const Problem& problem : scenarios.error()) ADD_FAILURE() << document::with_caret(problem);
  }
}

TEST(ScenarioDocs, ExplainEveryKeyAndWordOfTheLanguage) {
  const std::string text = page_text();
  const auto explained = [&](std::string_view word) {
    EXPECT_NE(text.find("`" + std::string(word) + "`"), std::string::npos)
        << word << " is not in " << page;
  };
  const auto rows = [&](const std::vector<KeyInfo>& keys) {
    for (const KeyInfo& key : keys)
      EXPECT_NE(text.find("| `" + std::string(key.name) + "` |"), std::string::npos)
          << "no row for " << key.name;
  };
  rows(scenario_keys());
  rows(attempt_keys());
  rows(fault_keys());
  for (const auto& words : {services(), stages(), metric_names(), policy_switches(),
                            expectation_marks(), fault::when_keys(), words_of("route")}) {
    for (const std::string& word : words) explained(word);
  }
}

}  // namespace
}  // namespace tetra::scenario
