#include "engine/fault/trigger.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/base/text.hpp"

namespace tetra::fault {
namespace {

bool holds_range(const std::optional<Range>& range, std::uint64_t n) {
  return !range || range->contains(n);
}
bool holds_text(const std::optional<std::string>& pattern, std::string_view subject) {
  return !pattern || text::glob(*pattern, subject);
}

// `Name`, or `Name: glob` in two.
std::pair<std::string_view, std::optional<std::string_view>> split_header(
    std::string_view pattern) {
  const auto colon = pattern.find(':');
  if (colon == pattern.npos) return {text::trim(pattern), std::nullopt};
  return {text::trim(pattern.substr(0, colon)), text::trim(pattern.substr(colon + 1))};
}

bool holds_header(const std::optional<std::string>& pattern, std::span<const HeaderField> header) {
  if (!pattern) return true;
  const auto [name, value] = split_header(*pattern);
  return std::any_of(header.begin(), header.end(),
                     [&, name = name, value = value](const HeaderField& field) {
                       return text::equals_ignoring_case(field.name, name) &&
                              (!value || text::glob(*value, field.value));
                     });
}

bool names_a_field(std::string_view pattern) {
  constexpr std::string_view token =
      "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyz";  // RFC 9110 section 5.6.2
  const std::string name = text::lower(split_header(pattern).first);
  return !name.empty() && name.find_first_not_of(token) == name.npos;
}

Result<std::uint64_t> read_count(const Node& node, std::string_view key, std::uint64_t least) {
  const auto value = node.is_scalar() ? text::to_integer(node.text) : std::nullopt;
  if (!value || *value < static_cast<std::int64_t>(least)) {
    return fail("wrong-type", node.where,
                fmt::format("`{}` wants a whole number from {}", key, least),
                fmt::format("for example `{}: 3`", key));
  }
  return static_cast<std::uint64_t>(*value);
}

Result<double> read_probability(const Node& node) {
  char* end = nullptr;
  const bool plain =
      node.is_scalar() && node.text.find_first_not_of("0123456789.e-") == std::string::npos;
  const double value = plain ? std::strtod(node.text.c_str(), &end) : -1;
  if (end == nullptr || *end != '\0' || node.text.empty() || !(value > 0 && value <= 1)) {
    return fail("wrong-type", node.where, "`probability` wants a number above 0 and at most 1",
                "for example `probability: 0.2`");
  }
  return value;
}

Result<std::optional<Duration>> read_span(const Node& entry, std::string_view key) {
  const Node* node = entry.find(key);
  if (node == nullptr) return std::nullopt;
  const auto span = parse_duration(node->text, node->where);
  if (!span) return fail(span.error());
  if (*span <= Duration::zero())
    return fail("bad-duration", node->where, fmt::format("`{}` wants a time above 0", key),
                fmt::format("for example `{}: 10s`", key));
  return *span;
}

struct RangeKey {
  std::string_view name;
  std::optional<Range> When::*member;
};
constexpr RangeKey range_keys[] = {{"attempt", &When::attempt},
                                   {"connection", &When::connection},
                                   {"request", &When::request},
                                   {"sent", &When::sent}};
struct TextKey {
  std::string_view name;
  std::optional<std::string> When::*member;
};
constexpr TextKey text_keys[] = {{"path", &When::path},
                                 {"host", &When::host},
                                 {"method", &When::method},
                                 {"name", &When::name},
                                 {"type", &When::type},
                                 {"address", &When::address},
                                 {"user-agent", &When::user_agent},
                                 {"header", &When::header}};

tl::expected<void, Problem> read_when_entry(const Node::Entry& entry, When& when) {
  if (!entry.value.is_scalar())
    return fail("wrong-type", entry.value.where, fmt::format("`{}` wants one value", entry.key),
                "a range such as 2.. or a glob such as /av64bit_*/**");
  for (const RangeKey& key : range_keys) {
    if (key.name != entry.key) continue;
    const auto range = parse_range(entry.value.text, entry.value.where);
    if (!range) return fail(range.error());
    if (range->last == 0 && key.member != &When::sent)
      return fail("never-holds", entry.value.where,
                  fmt::format("`{}` counts from 1, so 0 would never hold", entry.key),
                  "the first is 1");
    when.*key.member = *range;
    return {};
  }
  for (const TextKey& key : text_keys) {
    if (key.name != entry.key) continue;
    if (key.member == &When::header && !names_a_field(entry.value.text)) {
      return fail("bad-header", entry.value.where,
                  fmt::format("`{}` names no header field", text::printable(entry.value.text, 40)),
                  "a name, or a name and a glob: `header: Range`, `header: \"Range: bytes=*\"`");
    }
    when.*key.member = entry.value.text;
    return {};
  }
  const std::string near = text::nearest(entry.key, when_keys());
  return fail("unknown-key", entry.where, fmt::format("unknown key `{}` in `when`", entry.key),
              near.empty() ? "known: " + text::join(when_keys(), ", ")
                           : fmt::format("did you mean `{}`?", near));
}

}  // namespace

bool When::holds(const Context& c) const {
  return holds_range(attempt, c.attempt) && holds_range(connection, c.connection) &&
         holds_range(request, c.request) && holds_range(sent, c.sent) && holds_text(path, c.path) &&
         holds_text(host, c.host) && holds_text(method, c.method) && holds_text(name, c.name) &&
         holds_text(type, c.type) && holds_text(address, c.address) &&
         holds_text(user_agent, c.user_agent) && holds_header(header, c.header);
}

const std::vector<std::string>& trigger_keys() {
  static const std::vector<std::string> keys{"when",  "above", "times", "every",
                                             "after", "for",   "until", "probability"};
  return keys;
}

const std::vector<std::string>& when_keys() {
  static const std::vector<std::string> keys = [] {
    std::vector<std::string> all;
    for (const RangeKey& key : range_keys) all.emplace_back(key.name);
    for (const TextKey& key : text_keys) all.emplace_back(key.name);
    return all;
  }();
  return keys;
}

Result<Trigger> read_trigger(const Node& entry) {
  Trigger trigger;
  const auto count = [&](std::string_view key,
                         std::uint64_t least) -> Result<std::optional<std::uint64_t>> {
    const Node* node = entry.find(key);
    if (node == nullptr) return std::nullopt;
    auto value = read_count(*node, key, least);
    if (!value) return fail(value.error());
    return *value;
  };
  const auto times = count("times", 1);
  if (!times) return fail(times.error());
  trigger.times = *times;
  const auto every = count("every", 1);
  if (!every) return fail(every.error());
  trigger.every = every->value_or(1);
  const auto after = count("after", 0);
  if (!after) return fail(after.error());
  trigger.after = after->value_or(0);
  const auto lasting = read_span(entry, "for");
  if (!lasting) return fail(lasting.error());
  trigger.lasting = *lasting;
  const auto until = read_span(entry, "until");
  if (!until) return fail(until.error());
  trigger.until = *until;
  if (const Node* node = entry.find("above")) {
    const auto rate = parse_rate(node->text, node->where);
    if (!rate) return fail(rate.error());
    trigger.above = *rate;
  }
  if (const Node* node = entry.find("probability")) {
    const auto probability = read_probability(*node);
    if (!probability) return fail(probability.error());
    trigger.probability = *probability;
  }
  if (const Node* node = entry.find("when")) {
    if (!node->is_map())
      return fail("wrong-type", node->where, "`when` wants a map",
                  "for example `when: {path: /av64bit_*/**, request: 2..}`");
    for (const Node::Entry& one : node->entries) {
      const auto read = read_when_entry(one, trigger.when);
      if (!read) return fail(read.error());
    }
  }
  return trigger;
}

Result<Rate> parse_rate(std::string_view text, const Place& where) {
  constexpr std::int64_t most = 100000;
  const auto slash = text.find('/');
  const std::int64_t occasions =
      slash == text.npos ? 0 : text::to_integer(text.substr(0, slash)).value_or(0);
  const std::string_view per = slash == text.npos ? std::string_view() : text.substr(slash + 1);
  const bool bare = per == "s" || per == "m" || per == "h";
  const auto window = parse_duration(bare ? "1" + std::string(per) : std::string(per), where);
  if (occasions < 1 || occasions > most || !window || *window <= Duration::zero()) {
    return fail("bad-rate", where, fmt::format("`{}` is no rate", text::printable(text, 40)),
                fmt::format("a number from 1 to {}, a slash and a time: 5/s, 100/m, 5/30s", most));
  }
  return Rate{static_cast<std::uint64_t>(occasions), *window};
}

bool TriggerState::over_rate(Duration now) const {
  return let_through_.size() >= trigger_.above->occasions &&
         now - let_through_.front() < trigger_.above->window;
}

bool TriggerState::would_fire(const Context& context, Duration now) const {
  if (!trigger_.when.holds(context) || (trigger_.until && now >= *trigger_.until)) return false;
  if (trigger_.above && !over_rate(now)) return false;
  const std::uint64_t n = occasions_ + 1;
  if (n <= trigger_.after || (n - trigger_.after) % trigger_.every != 0) return false;
  if (trigger_.times && fired_ >= *trigger_.times) return false;
  return !trigger_.lasting || !first_ || now - *first_ <= *trigger_.lasting;
}

bool TriggerState::fires(const Context& context, Duration now) {
  if (!trigger_.when.holds(context)) return false;
  if (trigger_.above && !over_rate(now)) {
    let_through_.push_back(now);
    if (let_through_.size() > trigger_.above->occasions) let_through_.pop_front();
    return false;
  }
  const bool due = would_fire(context, now);
  ++occasions_;
  if (!first_) first_ = now;
  if (!due) return false;
  if (trigger_.probability < 1 &&
      std::uniform_real_distribution<double>(0, 1)(chance_) >= trigger_.probability)
    return false;
  ++fired_;
  return true;
}

}  // namespace tetra::fault
