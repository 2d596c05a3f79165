#include "harness/pages/scenario_words.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/base/text.hpp"

namespace tetra::pages {
namespace {

// Texts in quotes where the file has them so, or where they would else be taken apart.
std::string value_words(const Node& node) {
  if (node.is_scalar())
    return node.quoted || node.text.empty() ? fmt::format("\"{}\"", node.text) : node.text;
  if (node.is_null()) return "~";
  std::vector<std::string> parts;
  for (const Node::Entry& entry : node.entries)
    parts.push_back(entry.key + ": " + value_words(entry.value));
  for (const Node& item : node.items) parts.push_back(value_words(item));
  return (node.is_list() ? "[" : "{") + text::join(parts, ", ") + (node.is_list() ? "]" : "}");
}

std::string when_words(const fault::When& when) {
  std::vector<std::string> parts;
  const auto range = [&](std::string_view key, const std::optional<Range>& value) {
    if (value) parts.push_back(fmt::format("{}: {}", key, to_string(*value)));
  };
  const auto pattern = [&](std::string_view key, const std::optional<std::string>& value) {
    if (value) parts.push_back(fmt::format("{}: {}", key, *value));
  };
  range("attempt", when.attempt);
  range("connection", when.connection);
  range("request", when.request);
  range("sent", when.sent);
  pattern("path", when.path);
  pattern("host", when.host);
  pattern("method", when.method);
  pattern("name", when.name);
  pattern("type", when.type);
  pattern("address", when.address);
  pattern("user-agent", when.user_agent);
  pattern("header", when.header);
  return parts.empty() ? std::string() : "when {" + text::join(parts, ", ") + "}";
}

std::string matchers(const std::map<std::string, scenario::Matcher>& all) {
  std::vector<std::string> parts;
  for (const auto& [name, matcher] : all) parts.push_back(name + " " + matcher.written());
  return text::join(parts, ", ");
}

bool is_told(const scenario::FaultUse& use, const fault::ParamInfo& info) {
  if (use.parameters.is_null()) return false;
  if (use.parameters.is_map() && use.parameters.find(info.name) != nullptr) return true;
  return !use.parameters.is_map() && info.name == use.entry->params.front().name;
}

}  // namespace

std::string fault_words(const scenario::FaultUse& use) {
  const std::string name(use.entry->info.name);
  if (use.parameters.is_null()) return name;
  if (use.parameters.is_map() || use.entry->params.empty())
    return name + " " + value_words(use.parameters);
  return fmt::format("{} {{{}: {}}}", name, use.entry->params.front().name,
                     value_words(use.parameters));
}

std::vector<std::string> default_words(const scenario::FaultUse& use) {
  std::vector<std::string> words;
  for (const fault::ParamInfo& info : use.entry->params) {
    if (info.fallback && !is_told(use, info))
      words.push_back(fmt::format(
          "{}: {}", info.name, info.fallback->empty() ? "\"\"" : text::printable(*info.fallback)));
  }
  return words;
}

std::string trigger_words(const scenario::FaultUse& use) {
  const fault::Trigger& trigger = use.trigger;
  std::vector<std::string> parts;
  if (const std::string when = when_words(trigger.when); !when.empty()) parts.push_back(when);
  if (trigger.above)
    parts.push_back(
        fmt::format("above {}/{}", trigger.above->occasions, to_string(trigger.above->window)));
  if (trigger.after != 0) parts.push_back(fmt::format("after {}", trigger.after));
  if (trigger.every != 1) parts.push_back(fmt::format("every {}", trigger.every));
  if (trigger.times) parts.push_back(fmt::format("times {}", *trigger.times));
  if (trigger.lasting) parts.push_back("for " + to_string(*trigger.lasting));
  if (trigger.until) parts.push_back("until " + to_string(*trigger.until));
  if (trigger.probability < 1)
    parts.push_back(fmt::format("probability {:g}", trigger.probability));
  if (use.optional) parts.emplace_back("optional");
  return text::join(parts, ", ");
}

std::string expectation_words(const scenario::Expectation& expectation) {
  if (!expectation.skip.empty()) return "skip: " + expectation.skip;
  const std::string mark = !expectation.evidence
                               ? std::string()
                               : fmt::format("  (evidence {})", to_string(expectation.evidence));
  return matchers(expectation.probes) + mark;
}

std::string wire_words(const std::map<std::string, scenario::Matcher>& metrics) {
  return matchers(metrics);
}

std::string clock_words(Duration ahead) {
  return ahead < Duration::zero() ? to_string(ahead) : "+" + to_string(ahead);
}

std::string login_words(const scenario::Login& login) {
  switch (login.kind) {
    case scenario::Login::Kind::none:
      return "none";
    case scenario::Login::Kind::right:
      return "right";
    case scenario::Login::Kind::wrong:
      return "wrong";
    case scenario::Login::Kind::given:
      break;
  }
  return fmt::format("{{user: {}, password: {}}}", login.user, login.password);
}

}  // namespace tetra::pages
