#include <fmt/chrono.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <functional>
#include <iostream>
#include <optional>
#include <tuple>

#include "harness/cell/isolation.hpp"
#include "harness/cli/commands.hpp"
#include "harness/cli/outputs.hpp"
#include "harness/cli/preparation.hpp"
#include "harness/cli/warnings.hpp"
#include "harness/report/changes.hpp"
#include "harness/report/html_report.hpp"
#include "harness/report/proposal.hpp"
#include "harness/report/report.hpp"
#include "harness/run/temporary_folder.hpp"
#include "harness/select/all_scenarios.hpp"
#include "harness/select/case_filter.hpp"
#include "harness/select/data_folders.hpp"
#include "harness/select/rerun_command.hpp"
#include "harness/select/selection.hpp"

namespace tetra::cli {
namespace {

using Scenarios = std::map<std::string, scenario::Scenario>;

// Makes sure that every case will have its folder.
Result<void> try_folders(const select::RunOptions& options) {
  if (!options.keep.empty()) return select::prepare_kept(options.keep);
  run::remove_abandoned_folders();
  const auto trial = run::TemporaryFolder::make();
  return trial ? Result<void>() : fail(trial.error());
}

bool sees_packets(cell::IsolationKind kind) {
  return kind == cell::IsolationKind::namespace_cell || ::geteuid() == 0;
}

// By stage, scenario and client, whatever order the cases ended in.
void sort_by_name(std::vector<run::Finished>& finished) {
  const auto place = [](const run::Finished& one) {
    const scenario::Scenario& scenario = *one.a_case.scenario;
    return std::tuple(to_string(scenario.stage), std::string_view(scenario.id),
                      std::string_view(one.a_case.client->name), one.a_case.round);
  };
  std::stable_sort(finished.begin(), finished.end(),
                   [&](const auto& a, const auto& b) { return place(a) < place(b); });
}

int exit_status(const std::vector<run::Finished>& finished, bool same) {
  const auto is_broken = [](const run::Finished& one) {
    return one.verdict.kind == judge::Kind::broken;
  };
  if (std::any_of(finished.begin(), finished.end(), is_broken)) return usage_error;
  return same && std::none_of(finished.begin(), finished.end(), report::failed) ? all_good
                                                                                : some_failed;
}

// What is to be run and how, all of it checked.
struct Plan {
  select::Selection selection;
  Outputs outputs;
  select::Narrowing narrowing;
  std::optional<report::PastRun> baseline;
  report::Header header;
  run::Setting setting;
  std::optional<Preparation> preparation;
  bool complete = true;  // every case has ended, and all evidence that was to be kept is
};

std::vector<run::Case> cases_of(const Plan& plan, const Scenarios& scenarios, unsigned repeat) {
  const select::Selection& selection = plan.selection;
  std::map<std::string, std::string> versions;
  for (const std::string& name : selection.chosen_clients) {
    versions[name] =
        clients::read_version(selection.clients.at(name), {{"tetralab", plan.setting.program}});
  }
  std::vector<run::Case> cases;
  for (unsigned round = 1; round <= repeat; ++round) {
    for (const std::string& id : selection.scenarios) {
      for (const std::string& name : selection.chosen_clients) {
        if (plan.narrowing.takes(id, name))
          cases.push_back(run::Case{&scenarios.at(id), &selection.clients.at(name),
                                    versions.at(name), repeat == 1 ? 0 : round});
      }
    }
  }
  return cases;
}

Result<std::optional<report::PastRun>> read_baseline(const std::string& file) {
  if (file.empty()) return std::nullopt;
  auto past = report::PastRun::read(file);
  if (!past) return fail(past.error());
  return std::move(*past);
}

std::string now_utc() {
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::time(nullptr)));
}

Result<Plan> plan_for(const select::RunOptions& options, select::Selection selection) {
  const auto requested = cell::parse_requested(options.isolation);
  if (!requested) return fail(requested.error());
  auto narrowing = select::Narrowing::read(options, selection);
  if (!narrowing) return fail(narrowing.error());
  auto baseline = read_baseline(options.baseline);
  if (!baseline) return fail(baseline.error());
  auto outputs = Outputs::open(options);
  if (!outputs) return fail(outputs.error());
  if (auto folders = try_folders(options); !folders) return fail(folders.error());
  const auto choice = cell::choose(*requested);
  if (!choice) return fail(choice.error());
  Plan plan{std::move(selection),
            std::move(*outputs),
            std::move(*narrowing),
            std::move(*baseline),
            {},
            {},
            {}};
  plan.header.version = TETRA_VERSION;
  plan.header.isolation =
      choice->kind == cell::IsolationKind::namespace_cell ? "namespace" : "ports";
  plan.header.why = choice->why;
  plan.header.seed = options.seed;
  plan.header.started = now_utc();
  plan.header.shard = options.shard;
  plan.setting.isolation = choice->kind;
  plan.setting.sees_packets = sees_packets(choice->kind);
  plan.setting.seed = options.seed;
  plan.setting.keep = options.keep;
  plan.setting.program = select::program_path();
  plan.setting.version = plan.header.version;
  auto preparation = prepare_clients(plan.selection, plan.setting, !options.propose.empty());
  if (!preparation) return fail(preparation.error());
  plan.preparation.emplace(std::move(*preparation));
  plan.setting.prepared = plan.preparation->folders;
  return plan;
}

// A hundred rounds must fit into memory: what a passed case's attempts saw goes, how they ended and
// how long they took stays.
void forget_details(judge::Observation& observation) {
  for (judge::AttemptObservation& attempt : observation.attempts) {
    judge::AttemptObservation kept;
    kept.ended = attempt.ended;
    kept.client_ms = attempt.client_ms;
    attempt = std::move(kept);
  }
}

// The finished cases; a signal is noted in the plan's header.
std::vector<run::Finished> run_all(Plan& plan, const select::RunOptions& options,
                                   const Scenarios& scenarios, std::ostream& people,
                                   const std::function<void(const run::Finished&)>& also = {}) {
  const auto cases = cases_of(plan, scenarios, options.repeat);
  std::vector<run::Finished> finished;
  report::Progress progress(people, cases.size(),
                            ::isatty(STDOUT_FILENO) == 1 && &people == &std::cout);
  const auto take = [&](run::Finished one) {
    progress.tell(one);
    const auto kept = report::write_evidence(
        plan.header, one,
        one.folder.empty() ? std::string()
                           : select::rerun_script(options, plan.selection, one.a_case));
    if (!good(kept)) plan.complete = false;
    one.evidence.reset();
    if (also) also(one);
    if (options.repeat > 1 && !report::failed(one)) forget_details(one.observation);
    finished.push_back(std::move(one));
  };
  try {
    plan.header.interrupted = !run::run_cases(cases, plan.setting, options.jobs, take);
  } catch (const std::exception& failure) {
    std::cerr << "tetralab: the lab is broken: " << failure.what()
              << "; what had ended by then is told\n";
    plan.header.interrupted = true;
  }
  plan.complete = plan.complete && !plan.header.interrupted;
  progress.clear();
  sort_by_name(finished);
  return finished;
}

void say_that_it_was_interrupted(std::ostream& people) {
  people << std::flush;
  std::cerr << "tetralab: interrupted; what had ended by then is told above\n";
}

// Behind all cells: reading the whole project takes the time of some of them.
void diagnose(std::vector<run::Finished>& cases, const report::Header& header,
              select::Everything& everything) {
  for (run::Finished& one : cases) {
    if (!report::failed(one)) continue;
    one.diagnosis = everything.diagnose(one);
    report::write_verdict(header, one);
  }
}

// Runs all chosen clients, asked or not, and writes down what they report.
int propose(Plan& plan, const select::RunOptions& options, std::ostream& people) {
  Scenarios open;
  for (const std::string& id : plan.selection.scenarios)
    open.emplace(id, report::opened(plan.selection.library.scenarios().at(id),
                                    plan.selection.chosen_clients));
  select::Everything everything(plan.selection);
  report::Proposal proposal(plan.selection.library.scenarios(),
                            report::asked_probes(everything.scenarios()));
  plan.outputs.proposal().remove_old();
  plan.setting.judges = false;
  const auto finished =
      run_all(plan, options, open, people, [&](const run::Finished& one) { proposal.note(one); });
  const bool written = good(plan.outputs.proposal().write(proposal.yaml()));
  people << '\n';
  const bool same = report::print_summary(people, finished);
  if (plan.header.interrupted) say_that_it_was_interrupted(people);
  const bool broken = exit_status(finished, same) == usage_error;
  return written && plan.complete && !broken ? all_good : usage_error;
}

report::Exists exists(const select::Selection& selection, select::Everything& everything) {
  return [&](const report::CaseName& name) {
    return everything.scenarios().contains(name.first) && selection.clients.contains(name.second);
  };
}

}  // namespace

int run_cases(const select::RunOptions& options) {
  auto selection = select::select(options.what, options.clients);
  if (!selection) return usage_error;
  auto plan = plan_for(options, std::move(*selection));
  if (!plan) {
    select::print_problem(plan.error());
    return usage_error;
  }
  warn_of_oddities(plan->selection);
  plan->outputs.remove_old();
  std::ostream& people = plan->outputs.take_standard_output() ? std::cerr : std::cout;
  people << fmt::format("cells: {} ({})\n", plan->header.isolation, plan->header.why);
  people << plan->narrowing.told();
  if (!options.propose.empty()) return propose(*plan, options, people);
  select::Everything everything(plan->selection);
  report::Results results;
  results.again = [&](const run::Case& a_case) {
    return select::again(options, plan->selection, a_case);
  };
  if (plan->outputs.wants("html"))
    results.page = std::make_shared<report::HtmlReport>(results.again);
  results.cases = run_all(*plan, options, plan->selection.library.scenarios(), people,
                          [&](const run::Finished& one) {
                            if (results.page) results.page->note(one);
                          });
  results.header = plan->header;
  diagnose(results.cases, results.header, everything);
  if (plan->baseline)
    results.changes =
        report::changes_since(*plan->baseline, results.cases, exists(plan->selection, everything));
  const bool written = plan->outputs.write(results);
  people << '\n';
  report::print_table(people, results.cases);
  report::print_failures(people, results.cases, results.again);
  people << '\n';
  const bool same = report::print_summary(people, results.cases);
  if (results.changes) report::print_changes(people, *results.changes);
  if (plan->header.interrupted) say_that_it_was_interrupted(people);
  return written && plan->complete ? exit_status(results.cases, same) : usage_error;
}

}  // namespace tetra::cli
