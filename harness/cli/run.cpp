#include <fmt/format.h>
#include <unistd.h>

#include <fstream>
#include <iostream>
#include <thread>

#include "harness/cell/isolation.hpp"
#include "harness/cli/commands.hpp"
#include "harness/cli/share.hpp"
#include "harness/report/report.hpp"

namespace tetra::cli {
namespace {

struct RunOptions {
  std::vector<std::string> what, clients;
  unsigned jobs = std::max(1u, std::thread::hardware_concurrency()) * 2;
  std::string isolation = "auto";
  unsigned repeat = 1;
  std::uint64_t seed = 1;
  std::string junit, json, keep;
};

std::vector<run::Case> cases_of(const Selection& selection, const std::string& program, unsigned repeat) {
  std::map<std::string, std::string> versions;
  for (const std::string& name : selection.chosen_clients) {
    versions[name] = clients::read_version(selection.clients.at(name), {{"tetralab", program}});
  }
  std::vector<run::Case> cases;
  for (unsigned round = 0; round < repeat; ++round) {
    for (const std::string& id : selection.scenarios) {
      for (const std::string& name : selection.chosen_clients) {
        cases.push_back(run::Case{&selection.library.scenarios().at(id), &selection.clients.at(name), versions.at(name)});
      }
    }
  }
  return cases;
}

bool write_file(const std::string& path, const std::string& content) {
  if (path.empty()) return true;
  if (path == "-") {
    std::cout << content;
    return true;
  }
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out << content;
  if (out.flush()) return true;
  std::cerr << fmt::format("tetralab: can't write {}\n", path);
  return false;
}

bool sees_packets(cell::IsolationKind kind) { return kind == cell::IsolationKind::namespace_cell || ::geteuid() == 0; }

int run_all(const RunOptions& options) {
  const auto requested = cell::parse_requested(options.isolation);
  if (!requested) {
    print_problem(requested.error());
    return usage_error;
  }
  const auto selection = select(options.what, options.clients);
  if (!selection) return usage_error;
  const auto choice = cell::choose(*requested);
  if (!choice) {
    print_problem(choice.error());
    return usage_error;
  }
  report::Header header;
  header.version = TETRA_VERSION;
  header.isolation = choice->kind == cell::IsolationKind::namespace_cell ? "namespace" : "ports";
  header.why = choice->why;
  header.seed = options.seed;
  std::ostream& people = options.json == "-" || options.junit == "-" ? std::cerr : std::cout;
  people << fmt::format("cells: {} ({})\n", header.isolation, header.why);
  run::Setting setting;
  setting.isolation = choice->kind;
  setting.sees_packets = sees_packets(choice->kind);
  setting.seed = options.seed;
  setting.keep = options.keep;
  setting.program = program_path();
  const auto cases = cases_of(*selection, setting.program, options.repeat);
  std::vector<run::Finished> finished;
  report::Progress progress(people, cases.size(), ::isatty(STDOUT_FILENO) == 1 && &people == &std::cout);
  run::run_cases(cases, setting, options.jobs, [&](run::Finished one) {
    progress.tell(one);
    report::write_evidence(header, one);
    if (options.repeat > 1 && !report::failed(one)) one.observation.attempts.clear();  // a hundred rounds must fit into memory
    finished.push_back(std::move(one));
  });
  progress.clear();
  std::stable_sort(finished.begin(), finished.end(), [](const run::Finished& a, const run::Finished& b) {
    return std::pair(a.a_case.scenario->stage, a.a_case.scenario->id) < std::pair(b.a_case.scenario->stage, b.a_case.scenario->id);
  });
  people << '\n';
  report::print_table(people, finished);
  report::print_failures(people, finished, "tetralab");
  people << '\n';
  const bool same = report::print_summary(people, finished);
  const bool written = write_file(options.json, report::to_json(header, finished)) && write_file(options.junit, report::to_junit(header, finished, "tetralab"));
  if (!written) return usage_error;
  const bool good = same && std::none_of(finished.begin(), finished.end(), report::failed);
  return good ? all_good : some_failed;
}

}  // namespace

void add_run(CLI::App& app, Action& run) {
  auto options = std::make_shared<RunOptions>();
  CLI::App* command = app.add_subcommand("run", "run scenarios against clients and judge what they report");
  command->add_option("WHAT", options->what, "scenario ids, globs, files, folders, or client files; all when left out");
  command->add_option("--client", options->clients, "client names or files; all when left out")->delimiter(',');
  command->add_option("--clients", options->clients, "the same")->delimiter(',');
  command->add_option("--jobs", options->jobs, "cells at a time")->check(CLI::Range(1u, 256u))->capture_default_str();
  command->add_option("--isolation", options->isolation, "auto, namespace or ports")->capture_default_str();
  command->add_option("--repeat", options->repeat, "run everything so often; a changing verdict is a failure")->check(CLI::Range(1u, 100000u));
  command->add_option("--seed", options->seed, "of definitions and probabilities")->capture_default_str();
  command->add_option("--junit", options->junit, "write JUnit XML to this file (- for standard output)");
  command->add_option("--json", options->json, "write the results as JSON to this file (- for standard output)");
  command->add_option("--keep", options->keep, "keep the evidence of every case in this folder");
  command->callback([options, &run] { run = [options] { return run_all(*options); }; });
}

}  // namespace tetra::cli
