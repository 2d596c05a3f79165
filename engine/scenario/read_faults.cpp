#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "engine/base/text.hpp"
#include "engine/document/mistakes.hpp"
#include "engine/scenario/loader.hpp"
#include "engine/scenario/read_parts.hpp"
#include "engine/scenario/vocabulary.hpp"

namespace tetra::scenario {
namespace {

using fault::Catalog;
constexpr std::string_view fault_example = "`- update: {cut: {at: 50%}}`";

bool among(const std::vector<std::string>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// The services that know a fault of this name.
std::vector<std::string> services_with(std::string_view name) {
  std::vector<std::string> found;
  for (const std::string& service : services()) {
    if (Catalog::instance().find(service, name) != nullptr) found.push_back(service);
  }
  return found;
}

void note_stray(const std::string& typed, const Place& where, document::Mistakes& mistakes) {
  if (among(services(), typed)) {
    mistakes.note("missing-value", where, fmt::format("`{}` names no fault", typed),
                  fmt::format("write `- {}: NAME`; it has: {}", typed,
                              text::join(Catalog::instance().names_for(typed), ", ")));
    return;
  }
  const auto owners = services_with(typed);
  if (!owners.empty()) {
    mistakes.note("missing-service", where,
                  fmt::format("the fault `{}` stands here without its service", typed),
                  fmt::format("write `- {}: {{{}: …}}`", owners.front(), typed));
    return;
  }
  std::vector<std::string> known = services();
  for (const std::string& key : names_of(fault_keys())) known.push_back(key);
  mistakes.note(
      "unknown-key", where,
      fmt::format("`{}` is neither a service nor a key of a fault", document::shortened(typed)),
      document::suggestion(typed, known));
}

// The one entry of a fault's map that names a service.
const Node::Entry* service_entry(const Node& item, document::Mistakes& mistakes) {
  const Node::Entry* service = nullptr;
  bool complained = false;
  const auto keys = names_of(fault_keys());
  for (const Node::Entry& entry : item.entries) {
    if (among(services(), entry.key)) {
      if (service != nullptr) {
        mistakes.note("two-faults", entry.where,
                      fmt::format("`{}` is a second service in one fault", entry.key),
                      fmt::format("begin a new entry: `- {}: …`", entry.key));
        complained = true;
      } else {
        service = &entry;
      }
    } else if (!among(keys, entry.key)) {
      note_stray(entry.key, entry.where, mistakes);
      complained = true;
    }
  }
  if (service == nullptr && !complained)
    mistakes.note("missing-service", item.where, "the fault names no service",
                  fmt::format("write {}", fault_example));
  return service;
}

struct Named {
  std::string name;
  Place where;
  Node parameters;
};

// How `typed`, which is no fault, would be said with one of the service's faults: as a word of it,
// or as one of its parameters.
std::string other_way(const std::string& service, std::string_view typed) {
  for (const auto& [id, entry] : Catalog::instance().entries()) {
    if (Catalog::instance().find(service, entry.info.name) != &entry || entry.params.empty())
      continue;
    if (among(entry.params.front().choices, typed))
      return fmt::format("write `- {}: {{{}: {}}}`", service, entry.info.name, typed);
  }
  for (const auto& [id, entry] : Catalog::instance().entries()) {
    if (Catalog::instance().find(service, entry.info.name) != &entry) continue;
    for (const auto& param : entry.params) {
      if (param.name == typed)
        return fmt::format("`{}` is a parameter of a fault: `- {}: {{{}: {{{}: …}}}}`", typed,
                           service, entry.info.name, typed);
    }
  }
  const std::string known = document::suggestion(typed, Catalog::instance().names_for(service));
  return known.empty() ? "`tetralab faults` lists them, each with its parameters" : known;
}

void note_second(const Node::Entry& service, const Node::Entry& first, const Node::Entry& second,
                 document::Mistakes& mistakes) {
  if (among(names_of(fault_keys()), second.key)) {
    mistakes.note("two-faults", second.where,
                  fmt::format("`{}` stands inside `{}`", second.key, service.key),
                  fmt::format("it belongs beside `{}:`, in the same column", service.key));
    return;
  }
  if (Catalog::instance().find(service.key, second.key) == nullptr) {
    mistakes.note(
        "unknown-fault", second.where,
        fmt::format("`{}` is no fault of `{}`", document::shortened(second.key), service.key),
        fmt::format("parameters stand inside of their fault: `- {}: {{{}: {{{}: …}}}}`",
                    service.key, document::shortened(first.key), document::shortened(second.key)));
    return;
  }
  mistakes.note(
      "two-faults", second.where,
      fmt::format("`{}` is a second fault in one entry", document::shortened(second.key)),
      fmt::format("split it: `- {}: {{{}: …}}` and `- {}: {{{}: …}}`", service.key,
                  document::shortened(first.key), service.key, document::shortened(second.key)));
}

std::optional<Named> named_fault(const Node::Entry& service, document::Mistakes& mistakes) {
  const Node& value = service.value;
  if (value.is_scalar()) {
    Named named{value.text, value.where, {}};
    named.parameters.where = value.where;
    return named;
  }
  if (!mistakes.want_map(value, service.key,
                         fmt::format("{} or `- {}: NAME`", fault_example, service.key)))
    return std::nullopt;
  if (value.entries.empty()) {
    mistakes.note("missing-value", value.where, fmt::format("`{}` names no fault", service.key),
                  fmt::format("write {}", fault_example));
    return std::nullopt;
  }
  if (value.entries.size() > 1) {
    note_second(service, value.entries[0], value.entries[1], mistakes);
    return std::nullopt;
  }
  const Node::Entry& only = value.entries.front();
  Named named{only.key, only.where, only.value};
  if (named.parameters.is_null()) named.parameters.where = only.where;
  return named;
}

const Catalog::Entry* known_fault(const std::string& service, const Named& named,
                                  document::Mistakes& mistakes) {
  if (const auto* entry = Catalog::instance().find(service, named.name)) return entry;
  const auto owners = services_with(named.name);
  std::string hint = document::suggestion(named.name, Catalog::instance().names_for(service));
  if (!owners.empty())
    hint = fmt::format("`{}` is a fault of: {}", named.name, text::join(owners, ", "));
  if (!hint.starts_with("did you") && owners.empty())
    hint = other_way(service, document::shortened(named.name));
  mistakes.note("unknown-fault", named.where,
                fmt::format("`{}` has no fault `{}`", service, document::shortened(named.name)),
                hint);
  return nullptr;
}

bool read_optional(const Node& item, document::Mistakes& mistakes) {
  const Node* node = item.find("optional");
  return node != nullptr && mistakes.want_word(*node, "optional", words_of("optional")) == "true";
}

// A fault that holds before anybody comes (a closed door) has no occasions that could be counted:
// only who it holds for, and during which attempts, can be said.
void note_narrowing(const Node& item, const Catalog::Entry& fault, document::Mistakes& mistakes) {
  if (!fault.info.standing) return;
  const std::vector<std::string> known{"attempt", "address"};
  const auto reject = [&](const Node::Entry& entry, std::string_view which) {
    mistakes.note("standing-fault", entry.where,
                  fmt::format("`{}` holds before anybody comes, so {}`{}` can't narrow it",
                              fault.info.name, which, entry.key),
                  "only `when: {attempt: …, address: …}` can; for an occasion that is counted take "
                  "another fault, such as `hang-up` or `mute`");
  };
  for (const Node::Entry& entry : item.entries) {
    if (entry.key != "when" && among(fault::trigger_keys(), entry.key)) reject(entry, "");
  }
  const Node* when = item.find("when");
  for (const Node::Entry& entry : when != nullptr ? when->entries : std::vector<Node::Entry>()) {
    if (!among(known, entry.key)) reject(entry, "the `when` key ");
  }
}

// What is known when the faults of a layer are asked, of the keys of `when`. A key that is not
// among them would never hold.
const std::vector<std::string>* known_at(std::string_view layer) {
  using Keys = std::vector<std::string>;
  static const Keys packet{"attempt", "connection", "sent", "address"};
  static const Keys hello{"attempt", "connection", "sent", "address", "host"};
  static const Keys query{"attempt", "connection", "request", "address", "name", "type"};
  static const Keys request{"attempt", "connection", "request", "sent",       "address",
                            "host",    "path",       "method",  "user-agent", "header"};
  static const Keys asked{"attempt", "connection", "request",    "sent",   "address", "host",
                          "path",    "method",     "user-agent", "header", "name"};
  static const Keys tunnel{"attempt", "connection", "request", "sent", "address", "host", "method"};
  static const std::map<std::string_view, const Keys*> known{
      {"tcp", &packet},  {"tls", &hello},     {"dns", &query},     {"http", &request},
      {"h2", &request},  {"proxy", &request}, {"pac", &request},   {"definitions", &request},
      {"crl", &request}, {"ocsp", &asked},    {"tunnel", &tunnel}, {"socks", &tunnel}};
  const auto found = known.find(layer);
  return found == known.end() ? nullptr : found->second;
}

void note_never(const Node& item, const Catalog::Entry& fault, document::Mistakes& mistakes) {
  const Node* when = item.find("when");
  const auto* known = known_at(fault.info.layer);
  if (when == nullptr || known == nullptr || fault.info.standing) return;
  for (const Node::Entry& entry : when->entries) {
    if (among(*known, entry.key) || !among(fault::when_keys(), entry.key)) continue;
    mistakes.note("never-holds", entry.where,
                  fmt::format("`{}` is not known when `{}` acts, so this would never hold",
                              entry.key, fault.info.id()),
                  "it knows: " + text::join(*known, ", "));
  }
}

std::optional<FaultUse> read_fault(const Node& item, document::Mistakes& mistakes) {
  if (item.is_scalar()) {
    note_stray(item.text, item.where, mistakes);
    return std::nullopt;
  }
  if (!mistakes.want_map(item, "faults", fault_example.data())) return std::nullopt;
  const Node::Entry* service = service_entry(item, mistakes);
  auto trigger = mistakes.take(fault::read_trigger(item));
  const bool optional = read_optional(item, mistakes);
  auto named = service != nullptr ? named_fault(*service, mistakes) : std::nullopt;
  const auto* entry = named ? known_fault(service->key, *named, mistakes) : nullptr;
  if (entry == nullptr) return std::nullopt;
  const bool sound = mistakes.take(fault::make_fault(*entry, named->parameters)).has_value();
  if (!sound || !trigger) return std::nullopt;
  note_narrowing(item, *entry, mistakes);
  note_never(item, *entry, mistakes);
  return FaultUse{service->key,        entry,    std::move(named->parameters),
                  std::move(*trigger), optional, item.where};
}

}  // namespace

std::vector<FaultUse> read_faults(const Node& list, document::Mistakes& mistakes) {
  std::vector<FaultUse> uses;
  if (!mistakes.want_list(list, "faults", fault_example)) return uses;
  for (const Node& item : list.items) {
    if (auto use = read_fault(item, mistakes)) uses.push_back(std::move(*use));
  }
  return uses;
}

}  // namespace tetra::scenario
