// judge: a client's output that was made elsewhere.
#include <fmt/format.h>

#include <iostream>
#include <nlohmann/json.hpp>

#include "engine/base/escaped.hpp"
#include "harness/cli/commands.hpp"
#include "harness/explain/read_table.hpp"
#include "harness/explain/transcript_judge.hpp"
#include "harness/select/selection.hpp"

namespace tetra::cli {
namespace {

using json = nlohmann::ordered_json;

void print_json(const scenario::Scenario& scenario, const clients::Client& client,
                const explain::OutsideRun& run, const explain::TranscriptVerdict& judged) {
  json one{{"scenario", scenario.id},          {"client", client.name},
           {"client_version", judged.version}, {"verdict", judge::to_string(judged.verdict.kind)},
           {"reason", judged.verdict.reason},  {"expected", judged.verdict.expected},
           {"actual", judged.verdict.actual}};
  one["exit_from"] = !judged.exit ? "nowhere" : (judged.exit_was_told ? "option" : "text");
  one["encoding"] = run.transcript.encoding;
  one["evidence"] = judged.evidence;
  one["wire_seen"] = false;
  std::cout << one.dump(1, ' ', false, json::error_handler_t::replace) << '\n';
}

void print_text(const scenario::Scenario& scenario, const clients::Client& client,
                const explain::TranscriptVerdict& judged) {
  std::cout << fmt::format(
      "{} {}: {}{}\n", scenario.id, client.name, judge::to_string(judged.verdict.kind),
      judged.verdict.reason.empty() ? "" : " (" + text::escaped(judged.verdict.reason, 300) + ")");
  for (const auto& [probe, expected] : judged.verdict.expected) {
    const std::string source =
        probe == "exit" && !judged.exit_was_told ? " (read from the text)" : "";
    std::cout << fmt::format("  {:<12} expected {:<28} actual {}{}\n", text::escaped(probe),
                             text::escaped(expected, 100),
                             text::escaped(judged.verdict.actual.at(probe), 200), source);
  }
  std::cout << fmt::format("  how sure the expectation is: {}\n", judged.evidence)
            << "  The wire was not seen: that the failure of this scenario is what happened there "
               "is not proven.\n";
}

const clients::Client* the_client(const select::Selection& selection) {
  return selection.chosen_clients.size() == 1
             ? &selection.clients.at(selection.chosen_clients.front())
             : nullptr;
}

Result<explain::TranscriptVerdict> judge_file(const JudgeOptions& options,
                                              const scenario::Scenario& scenario,
                                              const clients::Client& client,
                                              explain::OutsideRun& run) {
  auto table = explain::read_table(select::explain_folder());
  if (!table) return fail(table.error());
  auto transcript = explain::read_transcript(options.file);
  if (!transcript) return fail(transcript.error());
  run = {std::move(*transcript), options.exit, options.attempt - 1};
  return explain::judge_transcript(*table, scenario, client, run);
}

}  // namespace

int judge_output(const JudgeOptions& options) {
  const auto selection = select::select({options.scenario}, {options.client});
  if (!selection) return usage_error;
  const clients::Client* client = the_client(*selection);
  if (client == nullptr || selection->scenarios.size() != 1) {
    std::cerr << "tetralab: judge wants one scenario and one client\n";
    return usage_error;
  }
  const scenario::Scenario& scenario =
      selection->library.scenarios().at(selection->scenarios.front());
  explain::OutsideRun run;
  const auto judged = judge_file(options, scenario, *client, run);
  if (!judged) {
    select::print_problem(judged.error());
    return usage_error;
  }
  if (options.as_json) {
    print_json(scenario, *client, run, *judged);
  } else {
    print_text(scenario, *client, *judged);
  }
  if (judged->verdict.kind == judge::Kind::broken) return usage_error;
  return judged->verdict.kind == judge::Kind::pass ? all_good : some_failed;
}

}  // namespace tetra::cli
