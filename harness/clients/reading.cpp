#include "harness/clients/reading.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/base/text.hpp"

namespace tetra::clients {

Done wrong_type(const Node& node, std::string_view key, std::string_view wanted) {
  return fail("wrong-type", node.where,
              fmt::format("`{}` wants {}, not {}", key, wanted, node.kind_name()));
}

Done read_text(const Node& node, std::string_view key, std::string& into) {
  if (!node.is_scalar()) return wrong_type(node, key, "one value");
  into = node.text;
  return {};
}

Done read_list(const Node& node, std::string_view key, std::vector<std::string>& into) {
  if (!node.is_list()) return wrong_type(node, key, "a list");
  for (const Node& item : node.items) {
    if (!item.is_scalar()) return wrong_type(item, key, "single values in its list");
    into.push_back(item.text);
  }
  return {};
}

Done read_texts(const Node& node, std::string_view key, std::map<std::string, std::string>& into) {
  if (!node.is_map()) return wrong_type(node, key, "a map");
  for (const Node::Entry& entry : node.entries) {
    if (auto read = read_text(entry.value, entry.key, into[entry.key]); !read) return read;
  }
  return {};
}

Done unknown_key(const Node::Entry& entry, const std::vector<std::string>& known) {
  const std::string near = text::nearest(entry.key, known);
  return fail(
      "unknown-key", entry.where, fmt::format("unknown key `{}`", entry.key),
      near.empty() ? "known: " + text::join(known, ", ") : fmt::format("did you mean `{}`?", near));
}

Done only_known(const Node& node, const std::vector<std::string>& known) {
  for (const Node::Entry& entry : node.entries) {
    if (std::find(known.begin(), known.end(), entry.key) == known.end())
      return unknown_key(entry, known);
  }
  return {};
}

}  // namespace tetra::clients
