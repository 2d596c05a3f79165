#include "harness/clients/reading.hpp"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <pugixml.hpp>

#include "engine/base/text.hpp"

namespace tetra::clients {

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

Done unknown_key(const Node::Entry& entry, const std::vector<std::string>& known) {
  const std::string near = text::nearest(entry.key, known);
  return fail("unknown-key", entry.where, fmt::format("unknown key `{}`", entry.key),
              near.empty() ? "known: " + text::join(known, ", ") : fmt::format("did you mean `{}`?", near));
}

// `exit`, `stderr`, {stream: stderr, pattern: …}, {xml: FILE, xpath: …}, {json: FILE or stdout, pointer: …}

Done check_pattern(const Node& node, const std::string& pattern) {
  const RE2 compiled(pattern, RE2::Quiet);
  if (!compiled.ok()) return fail("bad-pattern", node.where, "not a regular expression: " + compiled.error(), "RE2 syntax");
  if (compiled.NumberOfCapturingGroups() == 0) return fail("bad-pattern", node.where, "the pattern captures nothing", "put ( ) around the value that is wanted");
  return {};
}

namespace {

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

}  // namespace

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

}  // namespace tetra::clients
