#include "engine/scenario/overlay.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tetra::scenario {

std::vector<Node::Entry>::iterator entry_of(Node& map, std::string_view key) {
  return std::find_if(map.entries.begin(), map.entries.end(),
                      [&](const Node::Entry& entry) { return entry.key == key; });
}

void erase_key(Node& map, std::string_view key) {
  const auto found = entry_of(map, key);
  if (found != map.entries.end()) map.entries.erase(found);
}

void lay_over(Node& base, const Node& over) {
  if (!base.is_map() || !over.is_map()) {
    base = over;
    return;
  }
  base.where = over.where;
  for (const Node::Entry& entry : over.entries) {
    const auto found = entry_of(base, entry.key);
    if (found == base.entries.end()) {
      base.entries.push_back(entry);
    } else if (entry.value.is_null()) {
      base.entries.erase(found);
    } else {
      found->where = entry.where;
      lay_over(found->value, entry.value);
    }
  }
}

Result<void> append(Node& merged, std::string_view key) {
  const auto plus = entry_of(merged, std::string(key) + "+");
  if (plus == merged.entries.end()) return {};
  Node::Entry more = std::move(*plus);
  merged.entries.erase(plus);
  if (!more.value.is_list())
    return fail("wrong-type", more.value.where,
                fmt::format("`{}+` wants a list, not {}", key, more.value.kind_name()),
                "write `- …` lines below it");
  const auto found = entry_of(merged, key);
  if (found == merged.entries.end()) {
    merged.entries.push_back(Node::Entry{std::string(key), more.where, std::move(more.value)});
  } else if (!found->value.is_list()) {
    return fail("wrong-type", more.where,
                fmt::format("`{}` below is no list that `{}+` could append to", key, key),
                fmt::format("write `{}:` with the whole list", key));
  } else {
    std::move(more.value.items.begin(), more.value.items.end(),
              std::back_inserter(found->value.items));
  }
  return {};
}

Result<void> check_appending(const Node& document,
                             const std::function<bool(std::string_view key)>& can_append) {
  for (const std::string_view key : appendable) {
    for (const Node::Entry& entry : document.entries) {
      if (entry.key != std::string(key) + "+") continue;
      if (!can_append(key))
        return fail("nothing-to-append-to", entry.where,
                    fmt::format("`{}` appends to a base, and there is no `extends`", entry.key),
                    fmt::format("write `{}:`", key));
      if (document.find(key) != nullptr)
        return fail("duplicate-key", entry.where,
                    fmt::format("`{}` stands beside `{}`", entry.key, key), "keep one of them");
    }
  }
  return {};
}

}  // namespace tetra::scenario
