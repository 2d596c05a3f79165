#pragma once
#include <string>

#include "harness/explain/finding.hpp"
#include "harness/explain/table.hpp"

namespace tetra::explain {

/// The findings in a local.xml, or nothing when the text is no XML.
bool look_through_xml(const Table& table, const std::string& text, Answer& into);

}  // namespace tetra::explain
