#pragma once
#include <vector>

#include "engine/base/node.hpp"
#include "engine/document/mistakes.hpp"

namespace tetra::scenario {

/// Whether a document describes a family: scenarios that differ in a word or two.
bool is_family(const Node& document);

/// The scenarios of a document: itself, or the members of its family. A member is the common part
/// with what the member writes laid over it, as `extends` does it, and with its words (`with:`) in
/// place of every `$word`; its `id` is its key, and its `family` the file that it stands in.
/// Mistakes in the family itself are noted, and members that have some left out.
std::vector<Node> scenarios_of(const Node& document, document::Mistakes& mistakes);

}  // namespace tetra::scenario
