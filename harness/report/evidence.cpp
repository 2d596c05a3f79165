#include <fcntl.h>
#include <fmt/format.h>

#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <optional>

#include "harness/report/formats.hpp"
#include "harness/run/kept_folder.hpp"

namespace tetra::report {
namespace {

using json = nlohmann::ordered_json;

json event_json(const judge::SeenEvent& event) {
  json line{{"seq", event.seq},
            {"time", journal::rfc3339(event.time)},
            {"at_ms", event.at_ms},
            {"service", event.service},
            {"event", event.kind}};
  if (event.connection != 0) line["connection"] = event.connection;
  for (const auto& [key, value] : event.fields) line[key] = value;
  return line;
}

// As it was read: a scenario from standard input has no file, and one that has gone meanwhile is no
// fault of this case.
std::optional<std::string> text_of(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return std::nullopt;
  return std::string(std::istreambuf_iterator<char>(in), {});
}

std::string verdict_json(const Header& header, const run::Finished& finished) {
  Results only;
  only.header = header;
  only.cases.push_back(finished);
  return to_json(only);
}

}  // namespace

void write_verdict(const Header& header, const run::Finished& finished) {
  if (finished.folder.empty()) return;
  const cell::Fd folder(
      ::open(finished.folder.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  if (folder)
    (void)run::write_evidence_file(folder.get(), "verdict.json", verdict_json(header, finished));
}

Result<void> write_evidence(const Header& header, const run::Finished& finished,
                            const std::string& rerun_script) {
  if (!finished.evidence) return {};
  std::string events, out, err;
  for (const auto& attempt : finished.observation.attempts) {
    for (const auto& event : attempt.events)
      events += event_json(event).dump(-1, ' ', false, json::error_handler_t::replace) + "\n";
    out += attempt.out;
    err += attempt.err;
  }
  struct File {
    const char* name;
    std::string content;
    mode_t mode = 0644;
  };
  std::vector<File> files{{"events.jsonl", events},
                          {"stdout.txt", out},
                          {"stderr.txt", err},
                          {"verdict.json", verdict_json(header, finished)},
                          {"rerun.sh", rerun_script, 0755}};
  if (auto scenario = text_of(finished.a_case.scenario->file))
    files.push_back({"scenario.yaml", std::move(*scenario)});
  std::string lost = finished.observation.evidence_lost;
  for (const File& file : files) {
    const auto written =
        run::write_evidence_file(finished.evidence->get(), file.name, file.content, file.mode);
    if (!written && lost.empty()) lost = written.error().what;
  }
  if (lost.empty()) return {};
  return fail("evidence-lost", {},
              fmt::format("the evidence in {} is not complete: {}", finished.folder, lost), "");
}

}  // namespace tetra::report
