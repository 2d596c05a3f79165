// docs/clients.md: its example is a good client file, and it tells every placeholder that the lab's
// own client files use.
#include <gtest/gtest.h>
#include <re2/re2.h>

#include "engine/document/yaml.hpp"
#include "engine/scenario/loader.hpp"
#include "harness/clients/client.hpp"

namespace tetra::clients {
namespace {

const std::string page = "docs/clients.md";

std::string page_text() {
  const auto text = document::read_text(page);
  EXPECT_TRUE(text) << "run from the repository's root";
  return text.value_or("");
}

std::string example() {
  const std::string text = page_text();
  const std::string_view opening = "```yaml\n";
  const auto from = text.find(opening);
  return from == std::string::npos
             ? ""
             : text.substr(from + opening.size(),
                           text.find("\n```\n", from) + 1 - from - opening.size());
}

TEST(ClientDocs, HoldAnExampleThatIsAGoodClientFile) {
  const auto document = document::parse_yaml(example(), page);
  ASSERT_TRUE(document) << to_string(document.error());
  const auto client = read_client(*document);
  ASSERT_TRUE(client) << to_string(client.error());
  EXPECT_EQ(client->name, "my-tool");
  EXPECT_EQ(client->probes.size(), 6U);
  EXPECT_TRUE(client->words.at("code").at("unpublished").negated);
}

TEST(ClientDocs, TellEveryKeyOfTheExample) {
  const auto document = document::parse_yaml(example(), page);
  ASSERT_TRUE(document);
  const std::string text = page_text();
  for (const Node::Entry& entry : document->entries)
    EXPECT_NE(text.find("| `" + entry.key + "` |"), std::string::npos) << entry.key;
}

TEST(ClientDocs, TellEveryPlaceholderThatTheLabsOwnFilesUse) {
  const std::string text = page_text();
  const auto clients = load_clients({"harness/clients/files"});
  ASSERT_TRUE(clients) << to_string(clients.error());
  ASSERT_GE(clients->size(), 8U);
  for (const auto& [name, client] : *clients) {
    const auto file = document::read_text(client.file);
    ASSERT_TRUE(file);
    re2::StringPiece rest(*file);
    std::string placeholder;
    while (RE2::FindAndConsume(&rest, R"((\{[a-z][a-z.-]*\}))", &placeholder)) {
      EXPECT_NE(text.find(placeholder), std::string::npos)
          << placeholder << " of " << client.file << " is not in " << page;
    }
  }
}

}  // namespace
}  // namespace tetra::clients
