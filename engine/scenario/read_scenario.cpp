#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>

#include "engine/base/text.hpp"
#include "engine/document/mistakes.hpp"
#include "engine/scenario/merge.hpp"
#include "engine/scenario/read_parts.hpp"
#include "engine/scenario/vocabulary.hpp"

namespace tetra::scenario {
namespace {

// Reads the merged document key by key; each `read_…` is one key of the language.
class Reader {
 public:
  explicit Reader(document::Mistakes& mistakes) : mistakes_(mistakes) {}
  Scenario read(const Node& document, const Node& merged);

 private:
  void read_key(const Node::Entry& entry);
  void read_id(const Node& document);
  void read_place_in_folders(const Node& document);
  Text read_bilingual(const Node& node, std::string_view key);
  std::string read_formed(const Node& node, std::string_view key, std::string_view form,
                          std::string_view code, std::string_view example);
  void read_server(const Node& node);
  void read_catalogue(const Node& node);
  void read_route(const Node& node);
  void read_login(const Node& node);
  void read_policy(const Node& node);
  void read_timeout(const Node& node);
  void read_options(const Node& node);
  void read_option(const Node& node);
  std::optional<Duration> read_clock(const Node& node);
  Duration read_pause(const Node& node);
  void read_disk(const Node& node);
  void read_attempts(const Node& node);
  Attempt read_attempt(const Node& node);
  std::string word(const Node& node, std::string_view key) {
    return mistakes_.want_word(node, key, words_of(key)).value_or("");
  }

  document::Mistakes& mistakes_;
  Scenario scenario_;
};

Scenario Reader::read(const Node& document, const Node& merged) {
  scenario_.file = document.where.file;
  std::vector<std::string> known = names_of(scenario_keys());
  mistakes_.reject_unknown(merged, known, "a scenario");
  scenario_.evidence = "synthetic";
  for (const Node::Entry& entry : merged.entries) read_key(entry);
  read_id(document);
  read_place_in_folders(document);
  if (scenario_.title.en.empty()) scenario_.title.en = scenario_.id;
  if (scenario_.attempts.empty()) scenario_.attempts.emplace_back();
  scenario_.source = merged;
  return std::move(scenario_);
}

// `id` and `extends` are read from the document itself, before it is merged.
void Reader::read_key(const Node::Entry& entry) {
  using Read = void (*)(Reader&, const Node&);
  static const std::map<std::string_view, Read> readers{
      {"title", [](Reader& r, const Node& n) { r.scenario_.title = r.read_bilingual(n, "title"); }},
      {"explain",
       [](Reader& r, const Node& n) { r.scenario_.explain = r.read_bilingual(n, "explain"); }},
      {"stage", [](Reader& r, const Node& n) { r.scenario_.stage = r.word(n, "stage"); }},
      {"evidence", [](Reader& r, const Node& n) { r.scenario_.evidence = r.word(n, "evidence"); }},
      {"catalogue", [](Reader& r, const Node& n) { r.read_catalogue(n); }},
      {"route", [](Reader& r, const Node& n) { r.read_route(n); }},
      {"login", [](Reader& r, const Node& n) { r.read_login(n); }},
      {"server", [](Reader& r, const Node& n) { r.read_server(n); }},
      {"get",
       [](Reader& r, const Node& n) {
         r.scenario_.get = r.read_formed(n, "get", target_form, "bad-target",
                                         "a path (/av64bit/versions.id), or in quotes "
                                         "\"{payload}\", \"{manifest}\" or \"{versions}\"");
       }},
      {"definitions",
       [](Reader& r, const Node& n) { r.scenario_.definitions = r.word(n, "definitions"); }},
      {"policy", [](Reader& r, const Node& n) { r.read_policy(n); }},
      {"timeout", [](Reader& r, const Node& n) { r.read_timeout(n); }},
      {"options", [](Reader& r, const Node& n) { r.read_options(n); }},
      {"clock",
       [](Reader& r, const Node& n) {
         r.scenario_.clock = r.read_clock(n).value_or(Duration::zero());
       }},
      {"installed",
       [](Reader& r, const Node& n) { r.scenario_.installed = r.word(n, "installed") == "true"; }},
      {"disk", [](Reader& r, const Node& n) { r.read_disk(n); }},
      {"locked",
       [](Reader& r, const Node& n) { r.scenario_.locked = r.word(n, "locked") == "true"; }},
      {"faults",
       [](Reader& r, const Node& n) { r.scenario_.faults = read_faults(n, r.mistakes_); }},
      {"attempts", [](Reader& r, const Node& n) { r.read_attempts(n); }},
      {"expect",
       [](Reader& r, const Node& n) { r.scenario_.expect = read_expectations(n, r.mistakes_); }},
      {"wire", [](Reader& r, const Node& n) { r.scenario_.wire = read_wire(n, r.mistakes_); }},
  };
  const auto found = readers.find(entry.key);
  if (found != readers.end()) found->second(*this, entry.value);
}

void Reader::read_id(const Node& document) {
  const Node* node = document.find("id");
  if (node != nullptr && !mistakes_.want_text(*node, "id", "`id: my-scenario`")) return;
  scenario_.id = id_of(document);
  if (scenario_.id.size() <= longest_id && has_form(scenario_.id, id_form)) return;
  mistakes_.note(
      "bad-id", id_place(document), fmt::format("`{}` is no id", document::shortened(scenario_.id)),
      node != nullptr ? "small letters, digits and single dashes: my-scenario"
                      : "the file's name is the id; rename it, or write `id: my-scenario`");
}

// scenarios/<stage>/<id>.yaml: folder and file name tell the same as the keys inside.
void Reader::read_place_in_folders(const Node& document) {
  const std::filesystem::path path(scenario_.file);
  const std::string folder = path.parent_path().filename().string();
  const auto& known = stages();
  if (path.parent_path().parent_path().filename() != "scenarios" ||
      std::find(known.begin(), known.end(), folder) == known.end())
    return;
  if (path.stem() != scenario_.id && !scenario_.id.empty()) {
    mistakes_.note(
        "id-is-not-file-name", id_place(document),
        fmt::format("the id `{}` is not the file's name", document::shortened(scenario_.id)),
        fmt::format("write `id: {}`, or rename the file", path.stem().string()));
  }
  const Node* stage = document.find("stage");
  if (stage == nullptr) {
    scenario_.stage = folder;
  } else if (stage->is_scalar() && stage->text != folder &&
             std::find(known.begin(), known.end(), stage->text) != known.end()) {
    mistakes_.note("stage-is-not-folder", stage->where,
                   fmt::format("the stage `{}` is not the folder's name", stage->text),
                   fmt::format("write `stage: {}`, or move the file", folder));
  }
}

Text Reader::read_bilingual(const Node& node, std::string_view key) {
  Text text;
  if (!node.is_map()) {
    text.en = mistakes_
                  .want_text(node, key,
                             fmt::format("`{}: text` or `{}: {{en: text, de: Text}}`", key, key))
                  .value_or("");
    return text;
  }
  mistakes_.reject_unknown(node, {"en", "de"}, fmt::format("`{}`", key));
  if (const Node* en = node.find("en"))
    text.en = mistakes_.want_text(*en, "en", "a text").value_or("");
  if (const Node* de = node.find("de"))
    text.de = mistakes_.want_text(*de, "de", "a text").value_or("");
  if (node.find("en") == nullptr)
    mistakes_.note("missing-value", node.where, fmt::format("`{}` has no English text", key),
                   "add `en: …`");
  return text;
}

void Reader::read_server(const Node& node) {
  scenario_.server =
      read_formed(node, "server", server_form, "bad-url",
                  "scheme, host and, if need be, a port: https://tetra-defs.amp.cisco.com");
  const auto colon = scenario_.server.find_last_of(":]/");
  if (colon == std::string::npos || scenario_.server[colon] != ':' ||
      !has_form(scenario_.server, server_form))
    return;
  const auto port = text::to_integer(scenario_.server.substr(colon + 1));
  if (!port || *port < 1 || *port > 65535)
    mistakes_.note("out-of-bounds", node.where,
                   fmt::format("`{}` names no port", document::shortened(scenario_.server)),
                   "ports are 1 to 65535");
}

std::string Reader::read_formed(const Node& node, std::string_view key, std::string_view form,
                                std::string_view code, std::string_view example) {
  const auto text = mistakes_.want_text(node, key, example);
  if (!text) return {};
  if (!has_form(*text, form))
    mistakes_.note(code, node.where,
                   fmt::format("`{}` is no value for `{}`", document::shortened(*text), key),
                   fmt::format("write {}", example));
  return *text;
}

void Reader::read_catalogue(const Node& node) {
  if (node.is_scalar()) {
    scenario_.catalogue = {node.text};
    return;
  }
  if (!mistakes_.want_list(node, "catalogue", "`catalogue: [dns-nxdomain]`")) return;
  for (const Node& item : node.items) {
    if (auto row = mistakes_.want_text(item, "catalogue", "the ids of rows"))
      scenario_.catalogue.push_back(std::move(*row));
  }
}

void Reader::read_route(const Node& node) {
  const auto& words = words_of("route");
  const auto found = std::find(words.begin(), words.end(), word(node, "route"));
  if (found != words.end()) scenario_.route = static_cast<Route>(found - words.begin());
}

void Reader::read_login(const Node& node) {
  constexpr Login::Kind kinds[] = {Login::Kind::none, Login::Kind::right, Login::Kind::wrong};
  if (!node.is_map()) {
    const auto& words = words_of("login");
    const auto found = std::find(words.begin(), words.end(), word(node, "login"));
    if (found != words.end()) scenario_.login.kind = kinds[found - words.begin()];
    return;
  }
  mistakes_.reject_unknown(node, {"user", "password"}, "`login`");
  scenario_.login.kind = Login::Kind::given;
  for (const auto& [key, member] :
       {std::pair("user", &Login::user), std::pair("password", &Login::password)}) {
    const Node* value = node.find(key);
    if (value == nullptr)
      mistakes_.note("missing-value", node.where, fmt::format("`login` has no `{}`", key),
                     "write {user: name, password: word}");
    if (value != nullptr)
      scenario_.login.*member = mistakes_.want_text(*value, key, "a text").value_or("");
  }
}

void Reader::read_policy(const Node& node) {
  if (!mistakes_.want_map(node, "policy", "`policy: {crlc: 0}`")) return;
  mistakes_.reject_unknown(node, policy_switches(), "`policy`");
  for (const Node::Entry& entry : node.entries) {
    if (auto value = mistakes_.want_word(entry.value, entry.key, {"0", "1"}))
      scenario_.policy[entry.key] = *value;
  }
}

void Reader::read_timeout(const Node& node) {
  using namespace std::chrono_literals;
  const auto text = mistakes_.want_text(node, "timeout", "`timeout: 10s`");
  const auto timeout = text ? mistakes_.take(parse_duration(*text, node.where)) : std::nullopt;
  if (!timeout) return;
  if (*timeout < 100ms || *timeout > 1h)
    mistakes_.note("out-of-bounds", node.where, fmt::format("`{}` is no sensible patience", *text),
                   "from 100ms to 1h");
  scenario_.timeout = *timeout;
}

void Reader::read_options(const Node& node) {
  if (node.is_scalar()) return read_option(node);
  if (!mistakes_.want_list(node, "options", "`options: [resume]`")) return;
  for (const Node& item : node.items) read_option(item);
}

void Reader::read_option(const Node& node) {
  const auto word =
      mistakes_.want_text(node, "options", "words of the client files, such as `resume`");
  if (!word) return;
  if (!has_form(*word, option_form))
    mistakes_.note("bad-option", node.where,
                   fmt::format("`{}` is no option", document::shortened(*word)),
                   "small letters, digits, dots and single dashes: resume, tls-max-1.2");
  scenario_.options.push_back({*word, node.where});
}

std::optional<Duration> Reader::read_clock(const Node& node) {
  using namespace std::chrono_literals;
  const auto text = mistakes_.want_text(node, "clock", "`clock: +30d`");
  if (!text) return std::nullopt;
  if (!has_form(*text, offset_form)) {
    mistakes_.note("bad-duration", node.where,
                   fmt::format("`{}` is no distance in time", document::shortened(*text)),
                   "a sign and a duration: +30d, -1h");
    return std::nullopt;
  }
  const auto offset =
      mistakes_.take(parse_duration(text->starts_with('+') ? text->substr(1) : *text, node.where));
  constexpr auto most = 24h * 36500;
  if (offset && (*offset > most || *offset < -most))
    mistakes_.note("out-of-bounds", node.where, fmt::format("`{}` is out of bounds", *text),
                   "at most 36500d either way");
  return offset;
}

Duration Reader::read_pause(const Node& node) {
  using namespace std::chrono_literals;
  const auto text = mistakes_.want_text(node, "pause", "`pause: 2s`");
  const auto pause = text ? mistakes_.take(parse_duration(*text, node.where)) : std::nullopt;
  if (!pause) return Duration::zero();
  if (*pause < Duration::zero() || *pause > 1min)
    mistakes_.note("out-of-bounds", node.where, fmt::format("`{}` is no sensible pause", *text),
                   "at most 1m");
  return *pause;
}

void Reader::read_disk(const Node& node) {
  const auto text = mistakes_.want_text(node, "disk", "`disk: 64KiB`");
  const auto size = text ? mistakes_.take(parse_byte_size(*text, node.where)) : std::nullopt;
  if (!size) return;
  if (size->bytes > most_disk)
    mistakes_.note("out-of-bounds", node.where,
                   fmt::format("`{}` is more than a cell's disk may have", *text), "up to 1GiB");
  scenario_.disk = size->bytes;
}

void Reader::read_attempts(const Node& node) {
  if (node.is_scalar()) {
    const auto number = text::to_integer(node.text);
    if (number && *number >= 1 && *number <= most_attempts) {
      scenario_.attempts.resize(static_cast<std::size_t>(*number));
    } else {
      mistakes_.note("wrong-type", node.where,
                     fmt::format("`{}` is no number of attempts", document::shortened(node.text)),
                     fmt::format("a whole number from 1 to {}, or a list", most_attempts));
    }
    return;
  }
  if (!mistakes_.want_list(node, "attempts",
                           "a number, or `- {faults: […], expect: {…}}` for each attempt"))
    return;
  if (node.items.empty())
    mistakes_.note("missing-value", node.where, "`attempts` is empty",
                   "one attempt is the least; leave the key out");
  if (node.items.size() > most_attempts) {
    mistakes_.note("too-big", node.where,
                   fmt::format("these are more than {} attempts", most_attempts));
    return;
  }
  for (const Node& item : node.items) scenario_.attempts.push_back(read_attempt(item));
}

Attempt Reader::read_attempt(const Node& node) {
  Attempt attempt;
  if (!mistakes_.want_map(node, "attempts",
                          "`- {faults: […], expect: {…}}`, or `- {}` for one without faults"))
    return attempt;
  mistakes_.reject_unknown(node, names_of(attempt_keys()), "an attempt");
  if (const Node* faults = node.find("faults")) attempt.faults = read_faults(*faults, mistakes_);
  if (const Node* expect = node.find("expect"))
    attempt.expect = read_expectations(*expect, mistakes_);
  if (const Node* wire = node.find("wire")) attempt.wire = read_wire(*wire, mistakes_);
  if (const Node* pause = node.find("pause")) attempt.pause = read_pause(*pause);
  if (const Node* clock = node.find("clock")) attempt.clock = read_clock(*clock);
  return attempt;
}

}  // namespace

tl::expected<Scenario, std::vector<Problem>> read_scenario(
    const Node& document, const Lookup& lookup, const std::vector<std::string>& known_ids) {
  document::Mistakes mistakes;
  auto with_bases = merge_bases(document, lookup, known_ids);
  const bool lacks_base = !with_bases && with_bases.error().code == "unknown-scenario";
  auto merged = mistakes.take(std::move(with_bases));
  if (lacks_base) {
    Reader(mistakes).read(document, without_base(document));
  } else if (merged && merged->is_null()) {
    mistakes.note("empty", merged->where, "the file is empty",
                  "the least scenario is `route: direct`");
  } else if (merged &&
             mistakes.want_map(*merged, "scenario",
                               "`key: value` lines, `faults:` and `expect:` among them")) {
    Scenario scenario = Reader(mistakes).read(document, *merged);
    if (mistakes.all().empty()) return scenario;
  }
  return tl::unexpected(mistakes.take());
}

}  // namespace tetra::scenario
