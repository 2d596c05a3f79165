#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "harness/report/formats.hpp"

namespace tetra::report {
namespace {

using json = nlohmann::ordered_json;

json event_json(const judge::SeenEvent& event) {
  json line{{"at_ms", event.at_ms}, {"service", event.service}, {"event", event.kind}};
  if (event.connection != 0) line["connection"] = event.connection;
  for (const auto& [key, value] : event.fields) line[key] = value;
  return line;
}

void write(const std::string& path, const std::string& content) { std::ofstream(path, std::ios::binary) << content; }

}  // namespace

void write_verdict(const Header& header, const run::Finished& finished) {
  if (finished.folder.empty()) return;
  Results only;
  only.header = header;
  only.cases.push_back(finished);
  write(finished.folder + "/verdict.json", to_json(only));
}

void write_evidence(const Header& header, const run::Finished& finished, const std::string& rerun_script) {
  if (finished.folder.empty()) return;
  std::string events, out, err;
  for (const auto& attempt : finished.observation.attempts) {
    for (const auto& event : attempt.events) events += event_json(event).dump(-1, ' ', false, json::error_handler_t::replace) + "\n";
    out += attempt.out;
    err += attempt.err;
  }
  write(finished.folder + "/events.jsonl", events);
  write(finished.folder + "/stdout.txt", out);
  write(finished.folder + "/stderr.txt", err);
  write_verdict(header, finished);
  write(finished.folder + "/rerun.sh", rerun_script);
  std::error_code ignored;
  std::filesystem::permissions(finished.folder + "/rerun.sh", std::filesystem::perms{0755}, ignored);
  std::ifstream scenario(finished.a_case.scenario->file, std::ios::binary);
  if (scenario) std::ofstream(finished.folder + "/scenario.yaml", std::ios::binary) << scenario.rdbuf();
}

}  // namespace tetra::report
