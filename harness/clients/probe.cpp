#include <re2/re2.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <pugixml.hpp>

#include "engine/base/text.hpp"
#include "harness/clients/client.hpp"

namespace tetra::clients {
namespace {

using scenario::Observed;

constexpr std::size_t most_bytes = std::size_t{16} << 20;

Observed value_of(std::string_view text) {
  const auto number = text::to_integer(text);
  if (number) return *number;
  return std::string(text);
}

std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
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
  std::string captured;
  if (!pattern.ok() || !RE2::PartialMatch(text, pattern, &captured)) return {};
  return value_of(captured);
}

Observed from_xml(const Probe& probe, const std::string& path) {
  pugi::xml_document document;
  const std::string content = read_file(path);
  if (!document.load_buffer(content.data(), content.size())) return {};
  try {
    const pugi::xpath_node found = document.select_node(probe.xpath.c_str());
    if (!found) return {};
    return value_of(text::trim(found.node() ? found.node().text().get() : found.attribute().value()));
  } catch (const pugi::xpath_exception&) {
    return {};
  }
}

Observed from_json(const Probe& probe, std::string_view text) {
  const auto document = nlohmann::json::parse(text, nullptr, false);
  if (document.is_discarded()) return {};
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

}  // namespace

Observed observe(const Probe& probe, int exit_status, const std::string& out, const std::string& err,
                 const std::map<std::string, std::string>& placeholders) {
  const std::string* stream = probe.source == "stdout" ? &out : (probe.source == "stderr" ? &err : nullptr);
  switch (probe.kind) {
    case Probe::Kind::exit: return exit_status;
    case Probe::Kind::text: return from_text(probe, stream != nullptr ? *stream : read_file(fill(probe.source, placeholders)));
    case Probe::Kind::xml: return from_xml(probe, fill(probe.source, placeholders));
    case Probe::Kind::json: return stream != nullptr ? from_json(probe, last_line(*stream)) : from_json(probe, read_file(fill(probe.source, placeholders)));
  }
  return {};
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

std::string read_version(const Client& client, const std::map<std::string, std::string>& placeholders) {
  if (client.version_command.empty()) return {};
  std::string line = "timeout 5";
  for (const std::string& word : client.version_command) {
    std::string quoted = "'";
    for (const char c : fill(word, placeholders)) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
    line += " " + quoted + "'";
  }
  FILE* pipe = ::popen((line + " 2>&1 </dev/null").c_str(), "r");
  if (pipe == nullptr) return {};
  std::string text;
  std::array<char, 4096> chunk;
  while (const std::size_t n = std::fread(chunk.data(), 1, chunk.size(), pipe)) {
    if (text.size() < 65536) text.append(chunk.data(), n);
  }
  ::pclose(pipe);
  std::string version;
  RE2::PartialMatch(text, client.version_pattern, &version);
  return version;
}

}  // namespace tetra::clients
