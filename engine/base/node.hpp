#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/result.hpp"

namespace tetra {

/// A parsed tree of values with the place of each in its file: what YAML becomes before it means
/// anything. Scalars stay text; what they are (a size, a duration, a range) is decided by whoever
/// reads them.
struct Node {
  enum class Kind { null, scalar, list, map };
  struct Entry;

  Kind kind = Kind::null;
  Place where;
  std::string text;            ///< of a scalar
  bool quoted = false;         ///< written in quotes, so never a number or a word of the language
  std::vector<Node> items;     ///< of a list
  std::vector<Entry> entries;  ///< of a map, in the order of the file; keys are unique

  bool is_null() const { return kind == Kind::null; }
  bool is_scalar() const { return kind == Kind::scalar; }
  bool is_list() const { return kind == Kind::list; }
  bool is_map() const { return kind == Kind::map; }

  /// The value under a key, or nullptr. The pointer lives as long as this node is not changed.
  const Node* find(std::string_view key) const;
  /// "a list", "a map", "text", "nothing": for messages.
  std::string_view kind_name() const;
};

struct Node::Entry {
  std::string key;
  Place where;  ///< of the key
  Node value;
};

Node scalar_node(std::string text, Place where = {});
Node map_node(std::vector<std::pair<std::string, Node>> entries, Place where = {});

}  // namespace tetra
