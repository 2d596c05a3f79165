#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "engine/base/text.hpp"
#include "engine/scenario/vocabulary.hpp"
#include "engine/scenario/words.hpp"
#include "harness/clients/client.hpp"
#include "harness/clients/reading.hpp"

namespace tetra::clients {
namespace {

// The name becomes a folder below --keep, and what `expect:` and `--client` say: those take no
// other.
Done read_name(const Node& node, Client& client) {
  if (auto read = read_text(node, "name", client.name); !read) return read;
  if (client.name.size() <= scenario::longest_id &&
      scenario::has_form(client.name, "[a-z0-9][a-z0-9-]*"))
    return {};
  return fail("bad-name", node.where,
              fmt::format("`{}` is no name of a client",
                          text::printable(client.name, scenario::longest_id)),
              "at most 100 small letters, digits and dashes: my-client");
}

// The routes that need something of a client, among the other words of a key.
std::vector<std::string> with_routes(std::vector<std::string> words,
                                     const std::vector<std::string>& more) {
  for (const auto& [route, word] : scenario::table_of(scenario::Route())) {
    if (route != scenario::Route::direct) words.emplace_back(word);
  }
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

Done read_abilities(const Node& node, Client& client) {
  static const std::vector<std::string> known =
      with_routes({"system-dns", "ports"}, {"ocsp", "crl", "resume", "definitions", "outside"});
  if (!node.is_list()) return wrong_type(node, "can", "a list");
  for (const Node& item : node.items) {
    if (!item.is_scalar()) return wrong_type(item, "can", "single words in its list");
    if (std::find(known.begin(), known.end(), item.text) == known.end()) {
      const std::string near = text::nearest(item.text, known);
      return fail("unknown-word", item.where,
                  fmt::format("`{}` is nothing that a client can", item.text),
                  near.empty() ? "known: " + text::join(known, ", ")
                               : fmt::format("did you mean `{}`?", near));
    }
    client.can.insert(item.text);
  }
  return {};
}

Done read_arguments(const Node& node, Client& client) {
  if (!node.is_map()) return wrong_type(node, "arguments", "a map of conditions");
  static const std::vector<std::string> known =
      with_routes({"direct"}, {"ports", "namespace", "login", "https", "http"});
  for (const Node::Entry& entry : node.entries) {
    if (std::find(known.begin(), known.end(), entry.key) == known.end())
      return unknown_key(entry, known);
    ConditionalArguments conditional{entry.key, {}};
    if (auto read = read_list(entry.value, entry.key, conditional.arguments); !read) return read;
    client.arguments.push_back(std::move(conditional));
  }
  return {};
}

// `resume: [--continue-at, "-"]`: what a scenario's `options: [resume]` adds to the command; an
// empty list where the client does so anyway.
Done read_options(const Node& node, Client& client) {
  if (!node.is_map()) return wrong_type(node, "options", "a map of words");
  for (const Node::Entry& entry : node.entries) {
    if (!scenario::has_form(entry.key, scenario::option_form)) {
      return fail("bad-option", entry.where, fmt::format("`{}` is no option", entry.key),
                  "small letters, digits, dots and single dashes: tls-max-1.2");
    }
    if (auto read = read_list(entry.value, entry.key, client.options[entry.key]); !read)
      return read;
  }
  return {};
}

Done read_version_entry(const Node& node, Client& client) {
  if (auto known = only_known(node, {"command", "pattern"}); !known) return known;
  const Node* command = node.find("command");
  const Node* pattern = node.find("pattern");
  if (command == nullptr || pattern == nullptr)
    return wrong_type(node, "version", "a map {command: […], pattern: …}");
  if (auto read = read_list(*command, "command", client.version_command); !read) return read;
  if (auto read = read_text(*pattern, "pattern", client.version_pattern); !read) return read;
  return check_pattern(*pattern, client.version_pattern);
}

// Where the lab writes for a client: in its own folder, whatever a scenario's texts would be filled
// in.
Done check_home_path(const Node::Entry& entry, const std::string& path) {
  static const std::string home = "{home}/";
  const std::string rest = path.starts_with(home) ? path.substr(home.size()) : std::string();
  const auto parts = text::split(rest, '/');
  bool good = !rest.empty() && std::find(parts.begin(), parts.end(), "..") == parts.end();
  for (auto brace = rest.find('{'); brace != rest.npos; brace = rest.find('{', brace + 1))
    good = good && rest.compare(brace, 13, "{definitions.") == 0;
  if (good) return {};
  return fail("bad-path", entry.where,
              fmt::format("`{}` is no path in the client's folder", text::printable(path, 100)),
              "write {home}/NAME, without .. and with no placeholders but {definitions.…}");
}

Done read_home_files(const Node& node, std::string_view key,
                     std::map<std::string, std::string>& into) {
  if (auto read = read_texts(node, key, into); !read) return read;
  for (const Node::Entry& entry : node.entries) {
    if (auto good = check_home_path(entry, entry.key); !good) return good;
  }
  return {};
}

// A link that leads out of the folder would take what is written through it along.
Done read_links(const Node& node, std::map<std::string, std::string>& into) {
  if (auto read = read_home_files(node, "links", into); !read) return read;
  for (const Node::Entry& entry : node.entries) {
    if (auto good = check_home_path(entry, "{home}/" + entry.value.text);
        !good || entry.value.text.starts_with('/')) {
      return fail("bad-path", entry.value.where,
                  fmt::format("`{}` leads out of the client's folder",
                              text::printable(entry.value.text, 100)),
                  "write a path relative to the link, without ..");
    }
  }
  return {};
}

Done read_environment(const Node& node, Client& client) {
  if (auto read = read_texts(node, "environment", client.environment); !read) return read;
  for (const Node::Entry& entry : node.entries) {
    if (entry.key.empty() ||
        entry.key.find_first_of(std::string_view("=\0", 2)) != entry.key.npos) {
      return fail("bad-variable", entry.where,
                  fmt::format("`{}` is no name of a variable", text::printable(entry.key, 100)),
                  "write NAME: value");
    }
  }
  return {};
}

Done read_definitions(const Node& node, Client& client) {
  if (!node.is_map())
    return wrong_type(node, "definitions", "a map with before, links, files and next");
  Definitions& into = client.definitions.emplace();
  for (const Node::Entry& entry : node.entries) {
    Done read;
    if (entry.key == "before" || entry.key == "next") {
      std::string& folder = entry.key == "next" ? into.next : into.before;
      read = read_text(entry.value, entry.key, folder);
      if (read) read = check_home_path(entry, folder);
    } else if (entry.key == "links") {
      read = read_links(entry.value, into.links);
    } else if (entry.key == "files") {
      read = read_home_files(entry.value, entry.key, into.files);
    } else {
      return unknown_key(entry, {"before", "links", "files", "next"});
    }
    if (!read) return read;
  }
  if (into.before.empty())
    return fail("missing-key", node.where, "`definitions` does not say where they are",
                "add `before: FOLDER`");
  return {};
}

Done read_flag(const Node& node, const char* key, bool& into) {
  if (!node.is_scalar() || (node.text != "true" && node.text != "false"))
    return wrong_type(node, key, "true or false");
  into = node.text == "true";
  return {};
}

Done read_entry(const Node::Entry& entry, Client& client) {
  using Reader = std::function<Done(const Node&, Client&)>;
  static const std::map<std::string, Reader> readers{
      {"name", read_name},
      {"title", [](const Node& n, Client& c) { return read_text(n, "title", c.title); }},
      {"program", [](const Node& n, Client& c) { return read_text(n, "program", c.program); }},
      {"package", [](const Node& n, Client& c) { return read_text(n, "package", c.package); }},
      {"by-name", [](const Node& n, Client& c) { return read_flag(n, "by-name", c.by_name); }},
      {"interface",
       [](const Node& n, Client& c) { return read_flag(n, "interface", c.interface); }},
      {"needs", [](const Node& n, Client& c) { return read_list(n, "needs", c.needs); }},
      {"settings", [](const Node& n, Client& c) { return read_texts(n, "settings", c.settings); }},
      {"prepare", [](const Node& n, Client& c) { return read_list(n, "prepare", c.prepare); }},
      {"version", read_version_entry},
      {"can", read_abilities},
      {"command", [](const Node& n, Client& c) { return read_list(n, "command", c.command); }},
      {"arguments", read_arguments},
      {"options", read_options},
      {"environment", read_environment},
      {"files", [](const Node& n, Client& c) { return read_home_files(n, "files", c.files); }},
      {"definitions", read_definitions},
      {"probes", read_probes},
      {"words", read_words},
      {"success", read_success},
  };
  const auto reader = readers.find(entry.key);
  if (reader != readers.end()) return reader->second(entry.value, client);
  std::vector<std::string> known;
  for (const auto& [key, unused] : readers) known.push_back(key);
  return unknown_key(entry, known);
}

Done missing(const Node& document, std::string_view key, std::string_view remedy) {
  return fail("missing-key", document.where, fmt::format("`{}` is missing", key),
              std::string(remedy));
}

// What no single key can tell: that the others are there which it needs.
Done check_whole(const Node& document, const Client& client) {
  if (client.name.empty()) return missing(document, "name", "add `name: my-client`");
  if (!client.program.empty() && client.command.empty())
    return missing(document, "command", "add `command: [program, argument, …]`");
  const bool placed = std::find(client.command.begin(), client.command.end(), "{arguments}") !=
                      client.command.end();
  for (const char* key : {"arguments", "options"}) {
    const Node* node = document.find(key);
    if (node == nullptr || node->entries.empty() || placed) continue;
    return fail("missing-word", node->where, fmt::format("`command` has no place for `{}`", key),
                "add `\"{arguments}\"` to its list");
  }
  for (const char* key : {"words", "success"}) {
    const Node* node = document.find(key);
    if (node == nullptr) continue;
    for (const Node::Entry& entry : node->entries) {
      if (client.probes.contains(entry.key)) continue;
      std::vector<std::string> known;
      for (const auto& [name, unused] : client.probes) known.push_back(name);
      return fail("unknown-probe", entry.where,
                  fmt::format("`{}` names no probe of this client", entry.key),
                  "its probes: " + text::join(known, ", "));
    }
  }
  return {};
}

}  // namespace

Result<Client> read_client(const Node& document) {
  if (!document.is_map())
    return fail("wrong-type", document.where, "a client file is a map", "see docs/clients.md");
  Client client;
  client.file = document.where.file;
  client.probes["exit"] = Probe();
  for (const Node::Entry& entry : document.entries) {
    if (auto read = read_entry(entry, client); !read) return fail(read.error());
  }
  if (auto whole = check_whole(document, client); !whole) return fail(whole.error());
  return client;
}

}  // namespace tetra::clients
