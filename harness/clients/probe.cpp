#include <fmt/format.h>
#include <re2/re2.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <pugixml.hpp>

#include "engine/base/text.hpp"
#include "harness/clients/brought_text.hpp"

namespace tetra::clients {
namespace {

using scenario::Observed;

constexpr std::size_t most_bytes = std::size_t{16} << 20;
// What is nested deeper is no report of a client's; copying and writing it recurse once per level.
constexpr int most_depth = 100;

// A hexadecimal number stays as it was written: patterns look for it so, and numbers are compared
// with it all the same.
Observed value_of(std::string_view text) {
  const bool hexadecimal = text.find_first_of("xX") != std::string_view::npos;
  const auto number = hexadecimal ? std::nullopt : text::to_integer(text);
  if (number) return *number;
  return std::string(text);
}

// Nothing when there is no such regular file: a client may have left a pipe there, which would be
// waited for.
std::optional<std::string> read_file(const std::string& path) {
  std::error_code ec;
  if (!std::filesystem::is_regular_file(path, ec)) return std::nullopt;
  std::ifstream in(path, std::ios::binary);
  if (!in) return std::nullopt;
  std::string content;
  std::array<char, 65536> chunk;
  while (in && content.size() < most_bytes) {
    in.read(chunk.data(), chunk.size());
    content.append(chunk.data(), static_cast<std::size_t>(in.gcount()));
  }
  return content;
}

Observed from_text(const Probe& probe, const std::string& text) {
  if (probe.pattern.empty()) return text;
  const RE2 pattern(probe.pattern, RE2::Quiet);
  std::array<re2::StringPiece, 2> groups;
  const bool found = pattern.ok() && pattern.Match(text, 0, text.size(), RE2::UNANCHORED,
                                                   groups.data(), static_cast<int>(groups.size()));
  if (!found || groups[1].data() == nullptr)
    return {};  // a group that took no part has found nothing
  return value_of(std::string_view(groups[1].data(), groups[1].size()));
}

Observed from_xml(const Probe& probe, const std::string& content) {
  pugi::xml_document document;
  if (!document.load_buffer(content.data(), content.size())) return {};
  try {
    const pugi::xpath_node found = document.select_node(probe.xpath.c_str());
    if (!found) return {};
    return value_of(
        text::trim(found.node() ? found.node().text().get() : found.attribute().value()));
  } catch (const pugi::xpath_exception&) {
    return {};
  }
}

Observed from_json(const Probe& probe, std::string_view text) {
  bool too_deep = false;
  const auto shallow = [&](int depth, nlohmann::json::parse_event_t, nlohmann::json&) {
    too_deep = too_deep || depth > most_depth;
    return !too_deep;
  };
  const auto document = nlohmann::json::parse(text, shallow, false);
  if (too_deep || document.is_discarded()) return {};
  try {
    const auto& value = document.at(nlohmann::json::json_pointer(probe.pointer));
    if (value.is_number_integer()) return value.get<std::int64_t>();
    if (value.is_string()) return value.get<std::string>();
    return value.dump();
  } catch (const nlohmann::json::exception&) {
    return {};
  }
}

std::string_view last_line(std::string_view text) {
  text = text::trim(text);
  const auto newline = text.rfind('\n');
  return newline == std::string_view::npos ? text : text.substr(newline + 1);
}

Observed named(const Probe& probe, Observed value,
               const std::map<std::string, std::string>& placeholders) {
  const auto* text = std::get_if<std::string>(&value);
  const auto* number = std::get_if<std::int64_t>(&value);
  if (text == nullptr && number == nullptr) return value;
  const std::string written = text != nullptr ? *text : std::to_string(*number);
  for (const auto& [is, name] : probe.names) {
    if (fill(is, placeholders) == written) return name;
  }
  return value;
}

bool is_stream(const Probe& probe) {
  return probe.source == "stdout" || probe.source == "stderr";
}

Observed value_of_content(const Probe& probe, const std::string& content) {
  switch (probe.kind) {
    case Probe::Kind::text:
      return from_text(probe, content);
    case Probe::Kind::xml:
      return from_xml(probe, content);
    case Probe::Kind::json:
      return from_json(probe, is_stream(probe) ? last_line(content) : std::string_view(content));
    case Probe::Kind::exit:
      break;
  }
  return {};
}

Observed value_in(const Probe& probe, const std::string& out, const std::string& err,
                  const std::map<std::string, std::string>& placeholders) {
  const std::string* stream =
      probe.source == "stdout" ? &out : (probe.source == "stderr" ? &err : nullptr);
  const auto content =
      stream != nullptr ? std::optional(*stream) : read_file(fill(probe.source, placeholders));
  return content ? value_of_content(probe, *content) : Observed();
}

}  // namespace

Observed observe(const Probe& probe, std::optional<int> exit_status, const std::string& out,
                 const std::string& err, const std::map<std::string, std::string>& placeholders) {
  if (probe.kind == Probe::Kind::exit) return exit_status ? Observed(*exit_status) : Observed();
  return named(probe, value_in(probe, out, err, placeholders), placeholders);
}

Observed observe_brought(const Probe& probe, std::optional<int> exit_status,
                         const std::string& text) {
  if (probe.kind == Probe::Kind::exit) return exit_status ? Observed(*exit_status) : Observed();
  return named(probe, value_of_content(probe, text), {});
}

std::optional<Problem> probe_mistake(const Client& client, std::string_view name,
                                     const Place& where) {
  std::vector<std::string> known{"ends"};
  for (const auto& [probe, unused] : client.probes) known.push_back(probe);
  if (std::find(known.begin(), known.end(), name) != known.end()) return std::nullopt;
  const std::string near = text::nearest(name, known);
  return Problem{
      "unknown-probe", where, fmt::format("{} has no probe `{}`", client.name, name),
      near.empty() ? "it has " + text::join(known, ", ") : fmt::format("did you mean `{}`?", near)};
}

std::string find_program(const std::string& program) {
  const auto runs = [](const std::string& path) {
    std::error_code ec;
    return std::filesystem::is_regular_file(path, ec) && ::access(path.c_str(), X_OK) == 0;
  };
  if (program.find('/') != std::string::npos) return runs(program) ? program : std::string();
  const char* path = std::getenv("PATH");
  for (const std::string& folder : text::split(path != nullptr ? path : "/usr/bin:/bin", ':')) {
    const std::string candidate = folder + "/" + program;
    if (!folder.empty() && runs(candidate)) return candidate;
  }
  return {};
}

}  // namespace tetra::clients
