#include "engine/fault/params.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/base/escapes.hpp"
#include "engine/base/text.hpp"

namespace tetra::fault {
namespace {

constexpr std::size_t longest_text = 1 << 20;

// Where the time is the deviation itself.
Problem nothing(std::string_view name, const Node& node) {
  return Problem{
      "changes-nothing", node.where,
      fmt::format("`{}` of no time changes nothing, and would still count as a fault that acted",
                  name),
      "for example 5s, or leave the fault out"};
}

}  // namespace

Params::Params(const Node& value) : value_(&value) {}

void Params::note(Problem problem) {
  problems_.push_back(std::move(problem));
}

void Params::complain(std::string what, std::string hint) {
  if (value_ != nullptr)
    note(Problem{"bad-parameter", value_->where, std::move(what), std::move(hint)});
}

template <class T>
T Params::take(Result<T> result) {
  if (result) return std::move(*result);
  note(result.error());
  return T{};
}

// The node written for a parameter, or nullptr: then the fallback counts.
const Node* Params::ask(ParamInfo info) {
  const bool first = described_.empty();
  described_.push_back(std::move(info));
  const ParamInfo& asked = described_.back();
  if (value_ == nullptr) return nullptr;
  const Node* found = value_->is_map() ? value_->find(asked.name)
                                       : (first && !value_->is_null() ? value_ : nullptr);
  if (found == nullptr && !asked.fallback && !asked.optional) {
    note(Problem{"missing-parameter", value_->where,
                 fmt::format("`{}` is missing: {}", asked.name, asked.meaning),
                 fmt::format("add `{}: …` ({})", asked.name, asked.type)});
  }
  return found;
}

const Node* Params::scalar(ParamInfo info) {
  const Node* found = ask(std::move(info));
  if (found == nullptr) return nullptr;
  if (found->is_scalar()) return found;
  note(Problem{
      "wrong-type", found->where,
      fmt::format("`{}` wants one value, not {}", described_.back().name, found->kind_name()),
      fmt::format("it is {}", described_.back().meaning)});
  return nullptr;
}

ByteSize Params::size(std::string_view name, std::string_view meaning,
                      std::optional<std::string> fallback) {
  if (const Node* node = scalar(info_of(name, "size", meaning, fallback)))
    return take(parse_byte_size(node->text, node->where));
  return fallback ? *parse_byte_size(*fallback) : ByteSize{};
}

Position Params::position(std::string_view name, std::string_view meaning,
                          std::optional<std::string> fallback) {
  const Node* node = ask(info_of(name, "position", meaning, fallback));
  if (node == nullptr) return fallback ? *parse_position(*fallback) : Position{};
  return read_position(name, node);
}

Position Params::read_position(std::string_view name, const Node* node) {
  if (node->is_scalar()) return take(parse_position(node->text, node->where));
  const Node* after = node->is_map() ? node->find("after") : nullptr;
  if (after == nullptr || !after->is_scalar() || after->text.empty() || node->entries.size() != 1) {
    note(Problem{"wrong-type", node->where, fmt::format("`{}` is not a place in a stream", name),
                 "write 65536, 64KiB, 50%, -1 or {after: \"text\"}"});
    return {};
  }
  Position position;
  position.kind = Position::Kind::after_text;
  position.text = after->text;
  return position;
}

Duration Params::read_duration(std::string_view name, const Node& node) {
  const Duration read = take(parse_duration(node.text, node.where));
  if (read < Duration::zero())
    note(Problem{"bad-duration", node.where, fmt::format("`{}` can't be negative", name),
                 "for example 5s"});
  return read;
}

Duration Params::duration(std::string_view name, std::string_view meaning,
                          std::optional<std::string> fallback) {
  if (const Node* node = scalar(info_of(name, "duration", meaning, fallback))) {
    const Duration read = read_duration(name, *node);
    if (!fallback && read == Duration::zero()) note(nothing(name, *node));
    return read;
  }
  return fallback ? *parse_duration(*fallback) : Duration{};
}

Range Params::range(std::string_view name, std::string_view meaning,
                    std::optional<std::string> fallback) {
  if (const Node* node = scalar(info_of(name, "range", meaning, fallback)))
    return take(parse_range(node->text, node->where));
  return fallback ? *parse_range(*fallback) : Range{};
}

std::string Params::text(std::string_view name, std::string_view meaning,
                         std::optional<std::string> fallback) {
  const Node* node = scalar(info_of(name, "text", meaning, fallback));
  if (node == nullptr) return fallback.value_or("");
  if (node->text.size() > longest_text) {
    note(Problem{"out-of-bounds", node->where, fmt::format("`{}` is longer than 1 MiB", name),
                 "shorten it"});
    return {};
  }
  return node->text;
}

std::string Params::read_bytes(std::string_view name, const Node& node) {
  const auto read = text::unescape(node.text.substr(0, longest_text + 1));
  if (read && node.text.size() <= longest_text) return *read;
  note(Problem{
      "bad-escape", node.where,
      fmt::format("`{}` has a backslash with nothing known behind it, or is longer than 1 MiB",
                  name),
      "known: \\r \\n \\t \\0 \\\\ and \\xNN"});
  return {};
}

std::string Params::bytes(std::string_view name, std::string_view meaning,
                          std::optional<std::string> fallback) {
  if (const Node* node = scalar(info_of(name, "bytes", meaning, fallback)))
    return read_bytes(name, *node);
  return text::unescape(fallback.value_or("")).value_or("");
}

std::optional<std::string> Params::maybe_bytes(std::string_view name, std::string_view meaning) {
  const Node* node = scalar(optional_of(name, "bytes", meaning));
  if (node == nullptr) return std::nullopt;
  return read_bytes(name, *node);
}

std::vector<std::string> Params::texts(std::string_view name, std::string_view meaning) {
  return read_texts(name, ask(info_of(name, "list", meaning)));
}

std::vector<std::string> Params::texts_or_none(std::string_view name, std::string_view meaning) {
  return read_texts(name, ask(optional_of(name, "list", meaning)));
}

std::vector<std::string> Params::read_texts(std::string_view name, const Node* node) {
  std::vector<std::string> all;
  if (node == nullptr) return all;
  if (node->is_scalar()) return {node->text};
  for (const Node& item : node->items) {
    if (!item.is_scalar())
      note(Problem{"wrong-type", item.where, fmt::format("`{}` is a list of single values", name),
                   ""});
    all.push_back(item.text);
  }
  if (!node->is_list())
    note(Problem{"wrong-type", node->where,
                 fmt::format("`{}` wants a list, not {}", name, node->kind_name()),
                 "write [a, b]"});
  return all;
}

std::optional<ByteSize> Params::maybe_size(std::string_view name, std::string_view meaning) {
  const Node* node = scalar(optional_of(name, "size", meaning));
  if (node == nullptr) return std::nullopt;
  return take(parse_byte_size(node->text, node->where));
}

std::optional<Duration> Params::maybe_duration(std::string_view name, std::string_view meaning) {
  const Node* node = scalar(optional_of(name, "duration", meaning));
  if (node == nullptr) return std::nullopt;
  const Duration read = read_duration(name, *node);
  if (read == Duration::zero()) note(nothing(name, *node));
  return read;
}

std::optional<Position> Params::maybe_position(std::string_view name, std::string_view meaning) {
  const Node* node = ask(optional_of(name, "position", meaning));
  if (node == nullptr) return std::nullopt;
  return read_position(name, node);
}

std::optional<std::string> Params::maybe_text(std::string_view name, std::string_view meaning) {
  const Node* node = scalar(optional_of(name, "text", meaning));
  if (node == nullptr) return std::nullopt;
  return node->text;
}

std::vector<std::pair<std::string, std::string>> Params::pairs(std::string_view name,
                                                               std::string_view meaning) {
  const Node* node = ask(optional_of(name, "map", meaning));
  std::vector<std::pair<std::string, std::string>> all;
  if (node == nullptr) return all;
  if (!node->is_map())
    note(Problem{"wrong-type", node->where,
                 fmt::format("`{}` wants a map, not {}", name, node->kind_name()),
                 "write {Name: value}"});
  for (const Node::Entry& entry : node->entries) {
    if (!entry.value.is_scalar()) {
      note(Problem{"wrong-type", entry.value.where.line > 0 ? entry.value.where : node->where,
                   fmt::format("`{}` wants one value, not {}", entry.key, entry.value.kind_name()),
                   "write {Name: value}"});
    }
    all.emplace_back(entry.key, entry.value.text);
  }
  return all;
}

std::optional<Problem> Params::problem() const {
  if (value_ != nullptr && value_->is_map()) {
    std::vector<std::string> known;
    for (const ParamInfo& info : described_) known.push_back(info.name);
    for (const Node::Entry& entry : value_->entries) {
      if (std::find(known.begin(), known.end(), entry.key) != known.end()) continue;
      const std::string near = text::nearest(entry.key, known);
      std::string hint =
          known.empty() ? "this fault takes no parameters" : "known: " + text::join(known, ", ");
      if (!near.empty()) hint = fmt::format("did you mean `{}`?", near);
      return Problem{"unknown-key", entry.where, fmt::format("unknown parameter `{}`", entry.key),
                     hint};
    }
  }
  if (value_ != nullptr && !value_->is_map() && !value_->is_null() && described_.empty()) {
    return Problem{"wrong-type", value_->where, "this fault takes no parameters",
                   "write its name alone"};
  }
  if (problems_.empty()) return std::nullopt;
  return problems_.front();
}

}  // namespace tetra::fault
