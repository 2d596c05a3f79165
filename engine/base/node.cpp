#include "engine/base/node.hpp"

namespace tetra {

const Node* Node::find(std::string_view key) const {
  for (const Entry& entry : entries) {
    if (entry.key == key) return &entry.value;
  }
  return nullptr;
}

std::string_view Node::kind_name() const {
  switch (kind) {
    case Kind::null:
      return "nothing";
    case Kind::scalar:
      return "a single value";
    case Kind::list:
      return "a list";
    case Kind::map:
      return "a map";
  }
  return "nothing";
}

Node scalar_node(std::string text, Place where) {
  Node node;
  node.kind = Node::Kind::scalar;
  node.text = std::move(text);
  node.where = std::move(where);
  return node;
}

Node map_node(std::vector<std::pair<std::string, Node>> entries, Place where) {
  Node node;
  node.kind = Node::Kind::map;
  node.where = where;
  for (auto& [key, value] : entries)
    node.entries.push_back(Node::Entry{std::move(key), where, std::move(value)});
  return node;
}

}  // namespace tetra
