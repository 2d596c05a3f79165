#pragma once
#include <array>
#include <functional>
#include <string_view>
#include <vector>

#include "engine/base/node.hpp"

namespace tetra::scenario {

/// The keys to whose lists a document that is laid over another one can append: `faults+`,
/// `attempts+`.
inline constexpr std::array<std::string_view, 2> appendable{"faults", "attempts"};

/// A map's entry, or the end of its entries.
std::vector<Node::Entry>::iterator entry_of(Node& map, std::string_view key);
void erase_key(Node& map, std::string_view key);

/// Lays one document over another: maps are merged key by key, everything else replaces, and a key
/// without a value (`~`) takes away the one below.
void lay_over(Node& base, const Node& over);

/// `faults+: […]` becomes `faults:`, after what is there; for one of the appendable keys.
Result<void> append(Node& merged, std::string_view key);

/// `faults` and `faults+` in one document contradict each other, and `faults+` needs something to
/// append to; `can_append` says whether there is.
Result<void> check_appending(const Node& document,
                             const std::function<bool(std::string_view key)>& can_append);

}  // namespace tetra::scenario
