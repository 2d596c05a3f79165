#pragma once
#include <string_view>
#include <vector>

namespace tetra::connector {

/// The word of `result` in the connector's JSON line.
std::string_view result_word(bool ok, bool changed);

/// Every word that a field of that line (`result`, `stage`, `code`, `store`) can have, in the order
/// of the tables that it is taken from. Empty for other fields.
std::vector<std::string_view> report_words(std::string_view field);

}  // namespace tetra::connector
