#include "harness/clients/client.hpp"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <functional>
#include <nlohmann/json.hpp>
#include <pugixml.hpp>

#include "engine/base/text.hpp"
#include "engine/scenario/vocabulary.hpp"

namespace tetra::clients {
namespace {

using Done = tl::expected<void, Problem>;

Done wrong_type(const Node& node, std::string_view key, std::string_view wanted) {
  return fail("wrong-type", node.where, fmt::format("`{}` wants {}, not {}", key, wanted, node.kind_name()));
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

// A pattern here says where a value is: by its first group.
Done check_pattern(const Node& node, const std::string& pattern) {
  const RE2 compiled(pattern, RE2::Quiet);
  if (!compiled.ok()) return fail("bad-pattern", node.where, "not a regular expression: " + compiled.error(), "RE2 syntax");
  if (compiled.NumberOfCapturingGroups() == 0) return fail("bad-pattern", node.where, "the pattern captures nothing", "put ( ) around the value that is wanted");
  return {};
}

Done check_xpath(const Node& node, const std::string& xpath) {
  try {
    const pugi::xpath_query query(xpath.c_str());
    if (query.return_type() == pugi::xpath_type_node_set) return {};
    return fail("bad-xpath", node.where, "the XPath selects no node", "write a path such as //tetra/lasterror");
  } catch (const pugi::xpath_exception& error) {
    return fail("bad-xpath", node.where, fmt::format("not an XPath 1.0 expression: {}", error.what()), "write a path such as //tetra/lasterror");
  }
}

Done check_pointer(const Node& node, const std::string& pointer) {
  try {
    const nlohmann::json::json_pointer checked(pointer);
    return {};
  } catch (const nlohmann::json::exception&) {
    return fail("bad-pointer", node.where, fmt::format("`{}` is no JSON pointer", pointer), "write it as in /last/result (RFC 6901)");
  }
}

Done unknown_key(const Node::Entry& entry, const std::vector<std::string>& known) {
  const std::string near = text::nearest(entry.key, known);
  return fail("unknown-key", entry.where, fmt::format("unknown key `{}`", entry.key),
              near.empty() ? "known: " + text::join(known, ", ") : fmt::format("did you mean `{}`?", near));
}

// `exit`, `stderr`, {stream: stderr, pattern: …}, {xml: FILE, xpath: …}, {json: FILE or stdout, pointer: …}
Done read_probe(const Node& node, Probe& probe) {
  if (node.is_scalar()) {
    if (node.text == "exit") return {};
    if (node.text != "stdout" && node.text != "stderr") return fail("unknown-word", node.where, fmt::format("`{}` is no probe", node.text), "exit, stdout, stderr, or a map with stream, xml or json");
    probe.kind = Probe::Kind::text;
    probe.source = node.text;
    return {};
  }
  if (!node.is_map()) return wrong_type(node, "probes", "a word or a map for each");
  for (const Node::Entry& entry : node.entries) {
    if (entry.key == "names") {
      if (auto read = read_texts(entry.value, entry.key, probe.names); !read) return read;
      continue;
    }
    std::string value;
    if (auto read = read_text(entry.value, entry.key, value); !read) return read;
    if (entry.key == "stream" || entry.key == "xml" || entry.key == "json") {
      probe.kind = entry.key == "xml" ? Probe::Kind::xml : (entry.key == "json" ? Probe::Kind::json : Probe::Kind::text);
      probe.source = value;
    } else if (entry.key == "pattern") {
      if (auto good = check_pattern(entry.value, value); !good) return good;
      probe.pattern = value;
    } else if (entry.key == "xpath") {
      if (auto good = check_xpath(entry.value, value); !good) return good;
      probe.xpath = value;
    } else if (entry.key == "pointer") {
      if (auto good = check_pointer(entry.value, value); !good) return good;
      probe.pointer = value;
    } else {
      return unknown_key(entry, {"stream", "xml", "json", "pattern", "xpath", "pointer", "names"});
    }
  }
  if (probe.source.empty()) return fail("missing-key", node.where, "the probe does not say where to look", "add `stream`, `xml` or `json`");
  if (probe.kind == Probe::Kind::xml && probe.xpath.empty()) return fail("missing-key", node.where, "`xpath` is missing", "add `xpath: //tetra/lasterror`");
  return {};
}

// The name becomes a folder below --keep, and what `expect:` and `--client` say: those take no other.
Done read_name(const Node& node, Client& client) {
  if (auto read = read_text(node, "name", client.name); !read) return read;
  if (client.name.size() <= scenario::longest_id && scenario::has_form(client.name, "[a-z0-9][a-z0-9-]*")) return {};
  return fail("bad-name", node.where, fmt::format("`{}` is no name of a client", text::printable(client.name, scenario::longest_id)), "at most 100 small letters, digits and dashes: my-client");
}

// `own: {not: [1, 2]}` or `none: 0`
Done read_word(const Node& node, Word& word) {
  const Node* negated = node.is_map() ? node.find("not") : nullptr;
  if (node.is_map() && negated == nullptr) return wrong_type(node, "words", "a value, a list, or {not: …}");
  word.negated = negated != nullptr;
  auto matcher = scenario::Matcher::read(negated != nullptr ? *negated : node);
  if (!matcher) return fail(matcher.error());
  word.matcher = std::move(*matcher);
  return {};
}

Done read_words(const Node& node, Client& client) {
  if (!node.is_map()) return wrong_type(node, "words", "a map of probes");
  for (const Node::Entry& probe : node.entries) {
    if (!probe.value.is_map()) return wrong_type(probe.value, probe.key, "a map of words");
    for (const Node::Entry& word : probe.value.entries) {
      if (auto read = read_word(word.value, client.words[probe.key][word.key]); !read) return read;
    }
  }
  return {};
}

Done read_abilities(const Node& node, Client& client) {
  static const std::vector<std::string> known{"system-dns", "ports", "http-proxy", "https-proxy", "socks4", "socks4a", "socks5", "socks5h", "pac", "ocsp", "crl", "resume", "definitions"};
  if (!node.is_list()) return wrong_type(node, "can", "a list");
  for (const Node& item : node.items) {
    if (!item.is_scalar()) return wrong_type(item, "can", "single words in its list");
    if (std::find(known.begin(), known.end(), item.text) == known.end()) {
      const std::string near = text::nearest(item.text, known);
      return fail("unknown-word", item.where, fmt::format("`{}` is nothing that a client can", item.text),
                  near.empty() ? "known: " + text::join(known, ", ") : fmt::format("did you mean `{}`?", near));
    }
    client.can.insert(item.text);
  }
  return {};
}

Done read_arguments(const Node& node, Client& client) {
  if (!node.is_map()) return wrong_type(node, "arguments", "a map of conditions");
  static const std::vector<std::string> known{"direct", "http-proxy", "https-proxy", "socks4", "socks4a", "socks5", "socks5h", "pac", "ports", "namespace", "login", "https", "http"};
  for (const Node::Entry& entry : node.entries) {
    if (std::find(known.begin(), known.end(), entry.key) == known.end()) return unknown_key(entry, known);
    ConditionalArguments conditional{entry.key, {}};
    if (auto read = read_list(entry.value, entry.key, conditional.arguments); !read) return read;
    client.arguments.push_back(std::move(conditional));
  }
  return {};
}

// `resume: [--continue-at, "-"]`: what a scenario's `options: [resume]` adds to the command; an empty list where the client does so anyway.
Done read_options(const Node& node, Client& client) {
  if (!node.is_map()) return wrong_type(node, "options", "a map of words");
  for (const Node::Entry& entry : node.entries) {
    if (!scenario::has_form(entry.key, scenario::option_form)) {
      return fail("bad-option", entry.where, fmt::format("`{}` is no option", entry.key), "small letters, digits, dots and single dashes: tls-max-1.2");
    }
    if (auto read = read_list(entry.value, entry.key, client.options[entry.key]); !read) return read;
  }
  return {};
}

Done read_version_entry(const Node& node, Client& client) {
  const Node* command = node.find("command");
  const Node* pattern = node.find("pattern");
  if (command == nullptr || pattern == nullptr) return wrong_type(node, "version", "a map {command: […], pattern: …}");
  if (auto read = read_list(*command, "command", client.version_command); !read) return read;
  if (auto read = read_text(*pattern, "pattern", client.version_pattern); !read) return read;
  return check_pattern(*pattern, client.version_pattern);
}

Done read_definitions(const Node& node, Client& client) {
  if (!node.is_map()) return wrong_type(node, "definitions", "a map with before, links, files and next");
  Definitions& into = client.definitions.emplace();
  for (const Node::Entry& entry : node.entries) {
    Done read;
    if (entry.key == "before" || entry.key == "next") {
      read = read_text(entry.value, entry.key, entry.key == "next" ? into.next : into.before);
    } else if (entry.key == "links" || entry.key == "files") {
      read = read_texts(entry.value, entry.key, entry.key == "links" ? into.links : into.files);
    } else {
      return unknown_key(entry, {"before", "links", "files", "next"});
    }
    if (!read) return read;
  }
  if (into.before.empty()) return fail("missing-key", node.where, "`definitions` does not say where they are", "add `before: FOLDER`");
  return {};
}

Done read_success(const Node& node, Client& client) {
  if (!node.is_map()) return wrong_type(node, "success", "a map of probes");
  for (const Node::Entry& entry : node.entries) {
    auto matcher = scenario::Matcher::read(entry.value);
    if (!matcher) return fail(matcher.error());
    client.success.emplace(entry.key, std::move(*matcher));
  }
  return {};
}

Done read_probes(const Node& node, Client& client) {
  if (!node.is_map()) return wrong_type(node, "probes", "a map");
  for (const Node::Entry& entry : node.entries) {
    if (auto read = read_probe(entry.value, client.probes[entry.key]); !read) return read;
  }
  return {};
}

Done read_entry(const Node::Entry& entry, Client& client) {
  using Reader = std::function<Done(const Node&, Client&)>;
  static const std::map<std::string, Reader> readers{
      {"name", read_name},
      {"title", [](const Node& n, Client& c) { return read_text(n, "title", c.title); }},
      {"program", [](const Node& n, Client& c) { return read_text(n, "program", c.program); }},
      {"package", [](const Node& n, Client& c) { return read_text(n, "package", c.package); }},
      {"version", read_version_entry},
      {"can", read_abilities},
      {"command", [](const Node& n, Client& c) { return read_list(n, "command", c.command); }},
      {"arguments", read_arguments},
      {"options", read_options},
      {"environment", [](const Node& n, Client& c) { return read_texts(n, "environment", c.environment); }},
      {"files", [](const Node& n, Client& c) { return read_texts(n, "files", c.files); }},
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
  return fail("missing-key", document.where, fmt::format("`{}` is missing", key), std::string(remedy));
}

// What no single key can tell: that the others are there which it needs.
Done check_whole(const Node& document, const Client& client) {
  if (client.name.empty()) return missing(document, "name", "add `name: my-client`");
  if (!client.program.empty() && client.command.empty()) return missing(document, "command", "add `command: [program, argument, …]`");
  const bool placed = std::find(client.command.begin(), client.command.end(), "{arguments}") != client.command.end();
  for (const char* key : {"arguments", "options"}) {
    const Node* node = document.find(key);
    if (node == nullptr || node->entries.empty() || placed) continue;
    return fail("missing-word", node->where, fmt::format("`command` has no place for `{}`", key), "add `\"{arguments}\"` to its list");
  }
  for (const char* key : {"words", "success"}) {
    const Node* node = document.find(key);
    if (node == nullptr) continue;
    for (const Node::Entry& entry : node->entries) {
      if (client.probes.contains(entry.key)) continue;
      std::vector<std::string> known;
      for (const auto& [name, unused] : client.probes) known.push_back(name);
      return fail("unknown-probe", entry.where, fmt::format("`{}` names no probe of this client", entry.key), "its probes: " + text::join(known, ", "));
    }
  }
  return {};
}

}  // namespace

Result<Client> read_client(const Node& document) {
  if (!document.is_map()) return fail("wrong-type", document.where, "a client file is a map", "see docs/clients.md");
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
