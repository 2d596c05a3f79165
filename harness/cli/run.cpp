#include <fmt/format.h>
#include <unistd.h>

#include <fstream>
#include <iostream>
#include <tuple>

#include "harness/cell/isolation.hpp"
#include "harness/cli/commands.hpp"
#include "harness/cli/share.hpp"
#include "harness/report/report.hpp"

namespace tetra::cli {
namespace {

std::vector<run::Case> cases_of(const Selection& selection, const std::string& program, unsigned repeat) {
  std::map<std::string, std::string> versions;
  for (const std::string& name : selection.chosen_clients) {
    versions[name] = clients::read_version(selection.clients.at(name), {{"tetralab", program}});
  }
  std::vector<run::Case> cases;
  for (unsigned round = 1; round <= repeat; ++round) {
    for (const std::string& id : selection.scenarios) {
      for (const std::string& name : selection.chosen_clients) {
        cases.push_back(run::Case{&selection.library.scenarios().at(id), &selection.clients.at(name), versions.at(name), repeat == 1 ? 0 : round});
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

// Before an hour of cells, not behind it.
bool can_write(const std::string& path) {
  if (path.empty() || path == "-" || std::ofstream(path, std::ios::binary | std::ios::app)) return true;
  std::cerr << fmt::format("tetralab: can't write {}\n", path);
  return false;
}

bool sees_packets(cell::IsolationKind kind) { return kind == cell::IsolationKind::namespace_cell || ::geteuid() == 0; }

// By stage, scenario and client, whatever order the cases ended in.
void sort_by_name(std::vector<run::Finished>& finished) {
  const auto place = [](const run::Finished& one) { return std::tie(one.a_case.scenario->stage, one.a_case.scenario->id, one.a_case.client->name); };
  std::stable_sort(finished.begin(), finished.end(), [&](const auto& a, const auto& b) { return place(a) < place(b); });
}

int exit_status(const std::vector<run::Finished>& finished, bool same) {
  const auto is_broken = [](const run::Finished& one) { return one.verdict.kind == judge::Kind::broken; };
  if (std::any_of(finished.begin(), finished.end(), is_broken)) return usage_error;
  return same && std::none_of(finished.begin(), finished.end(), report::failed) ? all_good : some_failed;
}

}  // namespace

int run_cases(const RunOptions& options) {
  const auto requested = cell::parse_requested(options.isolation);
  if (!requested) {
    print_problem(requested.error());
    return usage_error;
  }
  const auto selection = select(options.what, options.clients);
  if (!selection) return usage_error;
  if (!can_write(options.json) || !can_write(options.junit)) return usage_error;
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
  const bool complete = run::run_cases(cases, setting, options.jobs, [&](run::Finished one) {
    progress.tell(one);
    report::write_evidence(header, one);
    if (options.repeat > 1 && !report::failed(one)) one.observation.attempts.clear();  // a hundred rounds must fit into memory
    finished.push_back(std::move(one));
  });
  progress.clear();
  if (!complete) {
    std::cerr << "tetralab: interrupted\n";
    return usage_error;
  }
  sort_by_name(finished);
  people << '\n';
  report::print_table(people, finished);
  report::print_failures(people, finished, "tetralab");
  people << '\n';
  const bool same = report::print_summary(people, finished);
  const bool written = write_file(options.json, report::to_json(header, finished)) && write_file(options.junit, report::to_junit(header, finished, "tetralab"));
  if (!written) return usage_error;
  return exit_status(finished, same);
}

}  // namespace tetra::cli
