#pragma once
#include <string>
#include <vector>

#include "engine/scenario/loader.hpp"

namespace tetra::scenario {

/// The id that a document gives itself: its `id`, else its file's name without `.yaml`.
std::string id_of(const Node& document);
/// Where a document's id stands: its `id`, else the start of the file.
Place id_place(const Node& document);

/// The document laid over the one it `extends`, and that over its own base, and so on: maps are
/// merged key by key, everything else replaces, a key without a value (`~`) takes the base's away,
/// and `faults+` and `attempts+` append. Not inherited: `id`, `extends`, `catalogue`. A document
/// that extends nothing comes back as it is.
Result<Node> merge_bases(const Node& document, const Lookup& lookup,
                         const std::vector<std::string>& known_ids);

/// The document as if it extended an empty one: what of it can be read, and found wrong, when its
/// base can't be had.
Node without_base(const Node& document);

}  // namespace tetra::scenario
