#include "engine/scenario/family.hpp"

#include <fmt/format.h>

#include <optional>

#include "engine/scenario/member_words.hpp"
#include "engine/scenario/overlay.hpp"

namespace tetra::scenario {
namespace {

constexpr std::string_view family_example = "`family: {my-first: {with: {status: 404}}}`";
// What all members of one family may hold together.
constexpr std::size_t most_in_family = 100'000;

std::size_t nodes_of(const Node& node) {
  std::size_t nodes = 1;
  for (const Node& item : node.items) nodes += nodes_of(item);
  for (const Node::Entry& entry : node.entries) nodes += nodes_of(entry.value);
  return nodes;
}

// One document with `family:`, on its way to the documents of its members.
class Family {
 public:
  Family(const Node& document, document::Mistakes& mistakes)
      : common_(document), mistakes_(mistakes), words_(mistakes) {
    const auto family = entry_of(common_, "family");
    members_ = std::move(family->value);
    if (members_.is_null()) members_.where = family->where;
    common_.entries.erase(family);
  }

  std::vector<Node> scenarios() {
    std::vector<Node> all;
    if (!is_sound()) return all;
    std::size_t nodes = 0;
    for (const Node::Entry& entry : members_.entries) {
      auto scenario = scenario_of(entry);
      nodes += scenario ? nodes_of(*scenario) : 0;
      if (nodes > most_in_family) {
        mistakes_.note(
            "too-big", entry.where,
            fmt::format("the family holds more than {} values up to here", most_in_family),
            "make two families of it");
        return all;
      }
      if (scenario) all.push_back(std::move(*scenario));
    }
    if (all.size() == members_.entries.size())
      words_.note_leftovers(common_.find("with"), all.size());
    return all;
  }

 private:
  bool is_sound() {
    if (const auto id = entry_of(common_, "id"); id != common_.entries.end())
      mistakes_.note("contradiction", id->where, "a family has no id of its own",
                     "leave it out: its members' ids stand below `family:`");
    if (!mistakes_.want_map(members_, "family", family_example)) return false;
    if (!members_.entries.empty()) return true;
    mistakes_.note("missing-value", members_.where, "the family has no members",
                   fmt::format("write {}", family_example));
    return false;
  }

  std::optional<Node> scenario_of(const Node::Entry& member) {
    Node own = member.value;
    if (own.is_null()) own.kind = Node::Kind::map;
    if (!mistakes_.want_map(own, member.key, "`{with: {status: 404}}`")) return std::nullopt;
    reject(own, "id", "leave it out: the member's key is its id");
    reject(own, "family", "a member is one scenario; begin another file");
    auto scenario = mistakes_.take(laid_over_common(own));
    if (!scenario) return std::nullopt;
    const auto with = entry_of(*scenario, "with");
    const Node all_words = with == scenario->entries.end() ? Node() : with->value;
    const bool any = with != scenario->entries.end();
    erase_key(*scenario, "with");
    const Node* own_words = own.find("with");
    words_.put_into(*scenario, member.key, any ? &all_words : nullptr, own_words);
    const Place& where = member.where;
    scenario->where = where;
    scenario->entries.insert(scenario->entries.begin(),
                             {Node::Entry{"id", where, scalar_node(member.key, where)},
                              Node::Entry{"family", where, scalar_node(where.file, where)}});
    return scenario;
  }

  void reject(Node& member, std::string_view key, std::string_view hint) {
    const auto found = entry_of(member, key);
    if (found == member.entries.end()) return;
    mistakes_.note("unknown-key", found->where,
                   fmt::format("`{}` stands in a member of a family", key), std::string(hint));
    member.entries.erase(found);
  }

  Result<Node> laid_over_common(const Node& own) const {
    Node scenario = common_;
    erase_key(scenario, "id");
    const bool extends = common_.find("extends") != nullptr || own.find("extends") != nullptr;
    const auto has_list = [&](std::string_view key) { return common_.find(key) != nullptr; };
    const auto checked =
        check_appending(own, [&](std::string_view key) { return extends || has_list(key); });
    if (!checked) return fail(checked.error());
    lay_over(scenario, own);
    // What the common part does not have is in the base, and appended there.
    for (const std::string_view key : appendable) {
      const auto appended = has_list(key) ? append(scenario, key) : Result<void>();
      if (!appended) return fail(appended.error());
    }
    return scenario;
  }

  Node common_, members_;
  document::Mistakes& mistakes_;
  MemberWords words_;
};

}  // namespace

bool is_family(const Node& document) {
  return document.is_map() && document.find("family") != nullptr;
}

std::vector<Node> scenarios_of(const Node& document, document::Mistakes& mistakes) {
  if (!is_family(document)) return {document};
  return Family(document, mistakes).scenarios();
}

}  // namespace tetra::scenario
