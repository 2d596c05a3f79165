#include "engine/scenario/read_values.hpp"

#include <fmt/format.h>

#include "engine/base/text.hpp"
#include "engine/scenario/vocabulary.hpp"

namespace tetra::scenario {

using document::Mistakes;

Text read_bilingual(const Node& node, std::string_view key, Mistakes& mistakes) {
  Text text;
  if (!node.is_map()) {
    text.en = mistakes
                  .want_text(node, key,
                             fmt::format("`{}: text` or `{}: {{en: text, de: Text}}`", key, key))
                  .value_or("");
    return text;
  }
  mistakes.reject_unknown(node, {"en", "de"}, fmt::format("`{}`", key));
  if (const Node* en = node.find("en"))
    text.en = mistakes.want_text(*en, "en", "a text").value_or("");
  if (const Node* de = node.find("de"))
    text.de = mistakes.want_text(*de, "de", "a text").value_or("");
  if (node.find("en") == nullptr)
    mistakes.note("missing-value", node.where, fmt::format("`{}` has no English text", key),
                  "add `en: …`");
  return text;
}

std::string read_formed(const Node& node, std::string_view key, std::string_view form,
                        std::string_view code, std::string_view example, Mistakes& mistakes) {
  const auto text = mistakes.want_text(node, key, example);
  if (!text) return {};
  if (!has_form(*text, form))
    mistakes.note(code, node.where,
                  fmt::format("`{}` is no value for `{}`", document::shortened(*text), key),
                  fmt::format("write {}", example));
  return *text;
}

std::string read_server(const Node& node, Mistakes& mistakes) {
  std::string server = read_formed(
      node, "server", server_form, "bad-url",
      "scheme, host and, if need be, a port: https://tetra-defs.amp.cisco.com", mistakes);
  const auto colon = server.find_last_of(":]/");
  if (colon == std::string::npos || server[colon] != ':' || !has_form(server, server_form))
    return server;
  const auto port = text::to_integer(server.substr(colon + 1));
  if (!port || *port < 1 || *port > 65535)
    mistakes.note("out-of-bounds", node.where,
                  fmt::format("`{}` names no port", document::shortened(server)),
                  "ports are 1 to 65535");
  return server;
}

std::string read_target(const Node& node, Mistakes& mistakes) {
  return read_formed(node, "get", target_form, "bad-target",
                     "a path (/av64bit/versions.id), or in quotes \"{payload}\", \"{manifest}\" or "
                     "\"{versions}\"",
                     mistakes);
}

std::vector<std::string> read_catalogue(const Node& node, Mistakes& mistakes) {
  if (node.is_scalar()) return {node.text};
  std::vector<std::string> rows;
  if (!mistakes.want_list(node, "catalogue", "`catalogue: [dns-nxdomain]`")) return rows;
  for (const Node& item : node.items) {
    if (auto row = mistakes.want_text(item, "catalogue", "the ids of rows"))
      rows.push_back(std::move(*row));
  }
  return rows;
}

Login read_login(const Node& node, Mistakes& mistakes) {
  Login login;
  if (!node.is_map()) {
    const auto word = mistakes.want_word(node, "login", words_of("login"));
    login.kind = word ? from_word<Login::Kind>(*word).value_or(login.kind) : login.kind;
    return login;
  }
  mistakes.reject_unknown(node, {"user", "password"}, "`login`");
  login.kind = Login::Kind::given;
  for (const auto& [key, member] :
       {std::pair("user", &Login::user), std::pair("password", &Login::password)}) {
    const Node* value = node.find(key);
    if (value == nullptr)
      mistakes.note("missing-value", node.where, fmt::format("`login` has no `{}`", key),
                    "write {user: name, password: word}");
    if (value != nullptr) login.*member = mistakes.want_text(*value, key, "a text").value_or("");
  }
  return login;
}

std::map<std::string, std::string> read_policy(const Node& node, Mistakes& mistakes) {
  std::map<std::string, std::string> policy;
  if (!mistakes.want_map(node, "policy", "`policy: {crlc: 0}`")) return policy;
  mistakes.reject_unknown(node, policy_switches(), "`policy`");
  for (const Node::Entry& entry : node.entries) {
    if (auto value = mistakes.want_word(entry.value, entry.key, {"0", "1"}))
      policy[entry.key] = *value;
  }
  return policy;
}

std::optional<Duration> read_timeout(const Node& node, Mistakes& mistakes) {
  using namespace std::chrono_literals;
  const auto text = mistakes.want_text(node, "timeout", "`timeout: 10s`");
  const auto timeout = text ? mistakes.take(parse_duration(*text, node.where)) : std::nullopt;
  if (timeout && (*timeout < 100ms || *timeout > 1h))
    mistakes.note("out-of-bounds", node.where, fmt::format("`{}` is no sensible patience", *text),
                  "from 100ms to 1h");
  return timeout;
}

std::vector<Option> read_options(const Node& node, Mistakes& mistakes) {
  std::vector<Option> options;
  const auto read = [&](const Node& option) {
    const auto word =
        mistakes.want_text(option, "options", "words of the client files, such as `resume`");
    if (!word) return;
    if (!has_form(*word, option_form))
      mistakes.note("bad-option", option.where,
                    fmt::format("`{}` is no option", document::shortened(*word)),
                    "small letters, digits, dots and single dashes: resume, tls-max-1.2");
    options.push_back({*word, option.where});
  };
  if (node.is_scalar()) {
    read(node);
  } else if (mistakes.want_list(node, "options", "`options: [resume]`")) {
    for (const Node& item : node.items) read(item);
  }
  return options;
}

std::optional<Duration> read_clock(const Node& node, Mistakes& mistakes) {
  using namespace std::chrono_literals;
  const auto text = mistakes.want_text(node, "clock", "`clock: +30d`");
  if (!text) return std::nullopt;
  if (!has_form(*text, offset_form)) {
    mistakes.note("bad-duration", node.where,
                  fmt::format("`{}` is no distance in time", document::shortened(*text)),
                  "a sign and a duration: +30d, -1h");
    return std::nullopt;
  }
  const auto offset =
      mistakes.take(parse_duration(text->starts_with('+') ? text->substr(1) : *text, node.where));
  constexpr auto most = 24h * 36500;
  if (offset && (*offset > most || *offset < -most))
    mistakes.note("out-of-bounds", node.where, fmt::format("`{}` is out of bounds", *text),
                  "at most 36500d either way");
  return offset;
}

Duration read_pause(const Node& node, Mistakes& mistakes) {
  using namespace std::chrono_literals;
  const auto text = mistakes.want_text(node, "pause", "`pause: 2s`");
  const auto pause = text ? mistakes.take(parse_duration(*text, node.where)) : std::nullopt;
  if (!pause) return Duration::zero();
  if (*pause < Duration::zero() || *pause > 1min)
    mistakes.note("out-of-bounds", node.where, fmt::format("`{}` is no sensible pause", *text),
                  "at most 1m");
  return *pause;
}

std::optional<std::uint64_t> read_disk(const Node& node, Mistakes& mistakes) {
  const auto text = mistakes.want_text(node, "disk", "`disk: 64KiB`");
  const auto size = text ? mistakes.take(parse_byte_size(*text, node.where)) : std::nullopt;
  if (!size) return std::nullopt;
  if (size->bytes > most_disk)
    mistakes.note("out-of-bounds", node.where,
                  fmt::format("`{}` is more than a cell's disk may have", *text), "up to 1GiB");
  return size->bytes;
}

}  // namespace tetra::scenario
