#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/scenario/scenario.hpp"

namespace tetra::scenario {

/// The services and stages of the language.
const std::vector<std::string>& services();
const std::vector<std::string>& stages();

/// Finds the document that `extends: ID` names; nullptr when there is none.
using Lookup = std::function<const Node*(std::string_view id)>;

/// Reads one document that is a scenario, or one that `scenarios_of` made of a family. All mistakes
/// are found that can be found, not only the first. `known_ids` are for suggestions.
tl::expected<Scenario, std::vector<Problem>> read_scenario(
    const Node& document, const Lookup& lookup, const std::vector<std::string>& known_ids = {});

/// Reads all scenarios of a document: the one that it is, or the members of its family.
tl::expected<std::vector<Scenario>, std::vector<Problem>> read_scenarios(
    const Node& document, const Lookup& lookup, const std::vector<std::string>& known_ids = {});

/// The draft-07 JSON Schema of scenario files, made from the same tables and the fault catalog.
std::string json_schema();

}  // namespace tetra::scenario
