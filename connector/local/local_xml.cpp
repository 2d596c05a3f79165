#include "connector/local/local_xml.hpp"

#include <fmt/format.h>
#include <openssl/rand.h>

#include <algorithm>
#include <array>
#include <ctime>
#include <nlohmann/json.hpp>
#include <pugixml.hpp>
#include <sstream>

#include "connector/local/whole_file.hpp"
#include "engine/base/text.hpp"

namespace tetra::connector {
namespace {

constexpr std::uint64_t most_local_bytes = 1024 * 1024;

bool is_uuid(std::string_view text) {
  return text.size() == 36 && std::all_of(text.begin(), text.end(), [](char c) {
           return c == '-' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

void put(pugi::xml_node parent, const char* name, const std::string& value) {
  parent.append_child(name).text().set(value.c_str());
}

std::vector<EngineVersion> engines_of(const char* json) {
  std::vector<EngineVersion> engines;
  const auto parsed = nlohmann::json::parse(json, nullptr, false);
  if (!parsed.is_object()) return engines;
  const auto list = parsed.find("engineDefinitions");
  if (list == parsed.end() || !list->is_array()) return engines;
  for (const auto& entry : *list) {
    if (!entry.is_object() || !entry.contains("engine") || !entry["engine"].is_string()) continue;
    if (!entry.contains("defVersion") || !entry["defVersion"].is_number_unsigned()) continue;
    engines.push_back(
        {entry["engine"].get<std::string>(), entry["defVersion"].get<std::uint64_t>()});
  }
  return engines;
}

std::string json_of(const std::vector<EngineVersion>& engines) {
  auto list = nlohmann::ordered_json::array();
  for (const auto& engine : engines)
    list.push_back({{"engine", engine.engine}, {"defVersion", engine.version}});
  return nlohmann::ordered_json{{"engineDefinitions", list}}.dump();
}

}  // namespace

LocalState load_local(const std::filesystem::path& file) {
  const std::string text = read_file(file, most_local_bytes);
  pugi::xml_document document;
  LocalState state;
  if (document.load_buffer(text.data(), text.size())) {
    const auto agent = document.child("config").child("agent");
    const auto tetra = agent.child("engine").child("tetra");
    state.uuid = agent.child("uuid").text().get();
    if (const auto lasterror = text::to_integer(tetra.child("lasterror").text().get());
        lasterror && *lasterror >= 0 && *lasterror <= UINT32_MAX) {
      state.lasterror = static_cast<std::uint32_t>(*lasterror);
      state.has_lasterror = true;
    }
    state.last_success = tetra.child("lastsuccesstime").text().get();
    state.engines =
        engines_of(agent.child("engine").child("stats").child("definitions").text().get());
  }
  if (!is_uuid(state.uuid)) state.uuid = new_uuid();
  return state;
}

Outcome save_local(const LocalState& state, const std::filesystem::path& file) {
  pugi::xml_document document;
  auto agent = document.append_child("config").append_child("agent");
  put(agent, "uuid", state.uuid);
  auto engine = agent.append_child("engine");
  auto tetra = engine.append_child("tetra");
  if (state.has_lasterror) put(tetra, "lasterror", std::to_string(state.lasterror));
  const std::uint64_t version = state.engines.empty() ? 0 : state.engines.front().version;
  if (version != 0) put(tetra, "defversions", fmt::format("x:{}", version));
  if (!state.last_success.empty()) put(tetra, "lastsuccesstime", state.last_success);
  put(engine.append_child("stats"), "definitions", json_of(state.engines));
  std::ostringstream out;
  document.save(out, "  ");
  return write_file(file, out.str());
}

std::string new_uuid() {
  std::array<unsigned char, 16> bytes{};
  RAND_bytes(bytes.data(), static_cast<int>(bytes.size()));
  bytes[6] = static_cast<unsigned char>((bytes[6] & 0x0f) | 0x40);
  bytes[8] = static_cast<unsigned char>((bytes[8] & 0x3f) | 0x80);
  std::string text = text::hex(bytes);
  for (const std::size_t at : {20U, 16U, 12U, 8U}) text.insert(at, "-");
  return text;
}

std::string utc_now() {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  gmtime_r(&now, &parts);
  std::array<char, 40> text{};
  std::strftime(text.data(), text.size(), "%Y-%m-%d %H:%M:%S UTC", &parts);
  return text.data();
}

}  // namespace tetra::connector
