#include "engine/scenario/merge.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>

#include "engine/document/mistakes.hpp"
#include "engine/scenario/overlay.hpp"

namespace tetra::scenario {
namespace {

constexpr std::size_t longest_chain = 32;
constexpr std::array<std::string_view, 4> own_keys{"id", "extends", "catalogue", "family"};

// What takes a base's value away says nothing without a base. Lists replace as a whole, so what
// stands in them is left alone.
void drop_takings(Node& map) {
  std::erase_if(map.entries, [](const Node::Entry& entry) { return entry.value.is_null(); });
  for (Node::Entry& entry : map.entries) {
    if (entry.value.is_map()) drop_takings(entry.value);
  }
}

struct Link {
  std::string id;
  Place where;
};

std::string chain_of(const std::vector<Link>& links, const std::string& last) {
  std::string text;
  for (const Link& link : links)
    text += fmt::format("`{}` ({}:{}:{}) -> ", link.id, link.where.file, link.where.line,
                        link.where.column);
  return text + "`" + last + "`";
}

Result<Node> merge(const Node& document, const Lookup& lookup,
                   const std::vector<std::string>& known_ids, std::vector<Link>& chain) {
  const Node* extends = document.is_map() ? document.find("extends") : nullptr;
  if (document.is_map()) {
    if (const auto sound =
            check_appending(document, [&](std::string_view) { return extends != nullptr; });
        !sound)
      return fail(sound.error());
  }
  if (extends == nullptr) return document;
  if (!extends->is_scalar())
    return fail("wrong-type", extends->where,
                fmt::format("`extends` wants the id of one scenario, not {}", extends->kind_name()),
                "write `extends: healthy-direct`");
  chain.push_back(Link{id_of(document), extends->where});
  const bool seen = std::any_of(chain.begin(), chain.end(),
                                [&](const Link& link) { return link.id == extends->text; });
  if (seen)
    return fail("cycle", chain.front().where,
                "`extends` runs in a circle: " + chain_of(chain, extends->text),
                "one of them must stand alone");
  if (chain.size() > longest_chain)
    return fail("cycle", chain.front().where,
                fmt::format("`extends` goes through more than {} scenarios", longest_chain), "");
  const Node* base = lookup ? lookup(extends->text) : nullptr;
  if (base == nullptr) {
    return fail(
        "unknown-scenario", extends->where,
        fmt::format("there is no scenario `{}` to extend", document::shortened(extends->text)),
        document::suggestion(extends->text, known_ids));
  }
  auto merged = merge(*base, lookup, known_ids, chain);
  if (!merged || !merged->is_map()) return merged;
  for (const std::string_view key : own_keys) erase_key(*merged, key);
  lay_over(*merged, document);
  for (const std::string_view key : appendable) {
    if (const auto appended = append(*merged, key); !appended) return fail(appended.error());
  }
  return merged;
}

}  // namespace

std::string id_of(const Node& document) {
  const Node* id = document.is_map() ? document.find("id") : nullptr;
  if (id != nullptr && id->is_scalar()) return id->text;
  return std::filesystem::path(document.where.file).stem().string();
}

Place id_place(const Node& document) {
  const Node* id = document.is_map() ? document.find("id") : nullptr;
  return id != nullptr ? id->where : document.where;
}

Node without_base(const Node& document) {
  Node alone = document;
  if (!alone.is_map()) return alone;
  drop_takings(alone);
  for (const std::string_view key : appendable) {
    const auto plus = entry_of(alone, std::string(key) + "+");
    if (plus != alone.entries.end()) plus->key = key;
  }
  return alone;
}

Result<Node> merge_bases(const Node& document, const Lookup& lookup,
                         const std::vector<std::string>& known_ids) {
  std::vector<Link> chain;
  return merge(document, lookup, known_ids, chain);
}

}  // namespace tetra::scenario
