#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/document/mistakes.hpp"
#include "engine/scenario/scenario.hpp"

namespace tetra::scenario {

/// The values of single keys. What is wrong goes to `mistakes`; what can be read of it is returned.

/// A text, or `{en: …, de: …}`.
Text read_bilingual(const Node& node, std::string_view key, document::Mistakes& mistakes);
/// A text of one of vocabulary.hpp's forms, else the problem `code`.
std::string read_formed(const Node& node, std::string_view key, std::string_view form,
                        std::string_view code, std::string_view example,
                        document::Mistakes& mistakes);
std::string read_server(const Node& node, document::Mistakes& mistakes);
std::string read_target(const Node& node, document::Mistakes& mistakes);
std::vector<std::string> read_catalogue(const Node& node, document::Mistakes& mistakes);
Login read_login(const Node& node, document::Mistakes& mistakes);
std::map<std::string, std::string> read_policy(const Node& node, document::Mistakes& mistakes);
std::vector<Option> read_options(const Node& node, document::Mistakes& mistakes);
std::optional<Duration> read_timeout(const Node& node, document::Mistakes& mistakes);
std::optional<Duration> read_clock(const Node& node, document::Mistakes& mistakes);
Duration read_pause(const Node& node, document::Mistakes& mistakes);
/// Bytes.
std::optional<std::uint64_t> read_disk(const Node& node, document::Mistakes& mistakes);

}  // namespace tetra::scenario
