#pragma once
#include "engine/base/node.hpp"

namespace tetra::test {

/// `[a, b]` with the place of each in line 7.
inline Node list_node(const std::vector<std::string>& items) {
  Node list;
  list.kind = Node::Kind::list;
  list.where = Place{"a.yaml", 7, 1};
  for (const std::string& item : items)
    list.items.push_back(scalar_node(item, Place{"a.yaml", 7, 2}));
  return list;
}

/// `{key: text, …}`, each value in line 3, column 9.
inline Node written(const std::vector<std::pair<std::string, std::string>>& entries) {
  std::vector<std::pair<std::string, Node>> nodes;
  for (const auto& [key, text] : entries)
    nodes.emplace_back(key, scalar_node(text, Place{"a.yaml", 3, 9}));
  return map_node(std::move(nodes), Place{"a.yaml", 3, 1});
}

}  // namespace tetra::test
