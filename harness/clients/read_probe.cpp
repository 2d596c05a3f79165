// What a client reports, as its file says: probes, the words for their values, and how it claims
// success.
#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <pugixml.hpp>
#include <utility>

#include "harness/clients/reading.hpp"

namespace tetra::clients {
namespace {

Done check_xpath(const Node& node, const std::string& xpath) {
  try {
    const pugi::xpath_query query(xpath.c_str());
    if (query.return_type() == pugi::xpath_type_node_set) return {};
    return fail("bad-xpath", node.where, "the XPath selects no node",
                "write a path such as //tetra/lasterror");
  } catch (const pugi::xpath_exception& error) {
    return fail("bad-xpath", node.where,
                fmt::format("not an XPath 1.0 expression: {}", error.what()),
                "write a path such as //tetra/lasterror");
  }
}

Done check_pointer(const Node& node, const std::string& pointer) {
  try {
    const nlohmann::json::json_pointer checked(pointer);
    return {};
  } catch (const nlohmann::json::exception&) {
    return fail("bad-pointer", node.where, fmt::format("`{}` is no JSON pointer", pointer),
                "write it as in /last/result (RFC 6901)");
  }
}

Done read_source(const Node::Entry& entry, Probe& probe) {
  if (auto read = read_text(entry.value, entry.key, probe.source); !read) return read;
  if (probe.source.empty())
    return fail("missing-word", entry.value.where, fmt::format("`{}` names nothing", entry.key),
                "a file's path, or stdout");
  probe.kind = entry.key == "xml" ? Probe::Kind::xml
                                  : (entry.key == "json" ? Probe::Kind::json : Probe::Kind::text);
  return {};
}

Done read_detail(const Node::Entry& entry, Probe& probe) {
  if (entry.key == "names") return read_texts(entry.value, entry.key, probe.names);
  std::string value;
  if (auto read = read_text(entry.value, entry.key, value); !read) return read;
  if (entry.key == "pattern") {
    probe.pattern = value;
    return check_pattern(entry.value, value);
  }
  if (entry.key == "xpath") {
    probe.xpath = value;
    return check_xpath(entry.value, value);
  }
  if (entry.key == "pointer") {
    probe.pointer = value;
    return check_pointer(entry.value, value);
  }
  return unknown_key(entry, {"stream", "xml", "json", "pattern", "xpath", "pointer", "names"});
}

// That nothing is said which this kind of probe would not read.
Done check_details(const Node& node, const Probe& probe) {
  static const std::map<std::string, std::pair<Probe::Kind, std::string>> belongs{
      {"pattern", {Probe::Kind::text, "stream"}},
      {"xpath", {Probe::Kind::xml, "xml"}},
      {"pointer", {Probe::Kind::json, "json"}}};
  for (const Node::Entry& entry : node.entries) {
    const auto found = belongs.find(entry.key);
    if (found == belongs.end() || found->second.first == probe.kind) continue;
    return fail("contradiction", entry.where,
                fmt::format("`{}` is nothing to this probe", entry.key),
                fmt::format("it belongs to `{}`", found->second.second));
  }
  return {};
}

// `exit`, `stderr`, {stream: stderr, pattern: …}, {xml: FILE, xpath: …}, {json: FILE or stdout,
// pointer: …}
Done read_probe(const Node& node, Probe& probe) {
  if (node.is_scalar()) {
    if (node.text == "exit") return {};
    if (node.text != "stdout" && node.text != "stderr")
      return fail("unknown-word", node.where, fmt::format("`{}` is no probe", node.text),
                  "exit, stdout, stderr, or a map with stream, xml or json");
    probe.kind = Probe::Kind::text;
    probe.source = node.text;
    return {};
  }
  if (!node.is_map()) return wrong_type(node, "probes", "a word or a map for each");
  static const std::vector<std::string> sources{"stream", "xml", "json"};
  for (const Node::Entry& entry : node.entries) {
    const bool source = std::find(sources.begin(), sources.end(), entry.key) != sources.end();
    if (source && !probe.source.empty())
      return fail("two-sources", entry.where,
                  fmt::format("the probe looks in `{}` already", probe.source),
                  "one of `stream`, `xml` and `json`");
    if (auto read = source ? read_source(entry, probe) : read_detail(entry, probe); !read)
      return read;
  }
  if (probe.source.empty())
    return fail("missing-key", node.where, "the probe does not say where to look",
                "add `stream`, `xml` or `json`");
  if (probe.kind == Probe::Kind::xml && probe.xpath.empty())
    return fail("missing-key", node.where, "`xpath` is missing", "add `xpath: //tetra/lasterror`");
  return check_details(node, probe);
}

// These stand beside the probes in an expectation, or are what every client has.
Done check_probe_name(const Node::Entry& entry) {
  if (entry.key == "exit") {
    if (entry.value.is_scalar() && entry.value.text == "exit") return {};
    return fail("reserved-name", entry.where, "`exit` is the exit status of every client",
                "give the probe another name, or write `exit: exit`");
  }
  static const std::vector<std::string> reserved{"ends", "skip", "evidence"};
  if (std::find(reserved.begin(), reserved.end(), entry.key) == reserved.end()) return {};
  return fail("reserved-name", entry.where,
              fmt::format("`{}` has a meaning of its own below `expect:`", entry.key),
              "give the probe another name");
}

// `own: {not: [1, 2]}` or `none: 0`
Done read_word(const Node& node, Word& word) {
  const Node* negated = node.is_map() ? node.find("not") : nullptr;
  if (node.is_map() && negated == nullptr)
    return wrong_type(node, "words", "a value, a list, or {not: …}");
  if (auto known = node.is_map() ? only_known(node, {"not"}) : Done(); !known) return known;
  word.negated = negated != nullptr;
  auto matcher = scenario::Matcher::read(negated != nullptr ? *negated : node);
  if (!matcher) return fail(matcher.error());
  word.matcher = std::move(*matcher);
  return {};
}

}  // namespace

Done check_pattern(const Node& node, const std::string& pattern) {
  const RE2 compiled(pattern, RE2::Quiet);
  if (!compiled.ok())
    return fail("bad-pattern", node.where, "not a regular expression: " + compiled.error(),
                "RE2 syntax");
  if (compiled.NumberOfCapturingGroups() == 0)
    return fail("bad-pattern", node.where, "the pattern captures nothing",
                "put ( ) around the value that is wanted");
  return {};
}

Done read_probes(const Node& node, Client& client) {
  if (!node.is_map()) return wrong_type(node, "probes", "a map");
  for (const Node::Entry& entry : node.entries) {
    if (auto free = check_probe_name(entry); !free) return free;
    if (auto read = read_probe(entry.value, client.probes[entry.key]); !read) return read;
  }
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

Done read_success(const Node& node, Client& client) {
  if (!node.is_map()) return wrong_type(node, "success", "a map of probes");
  for (const Node::Entry& entry : node.entries) {
    auto matcher = scenario::Matcher::read(entry.value);
    if (!matcher) return fail(matcher.error());
    client.success.emplace(entry.key, std::move(*matcher));
  }
  return {};
}

}  // namespace tetra::clients
