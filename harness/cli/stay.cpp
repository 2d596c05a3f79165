// up, shell: a lab to stay in.
#include "harness/cli/stay.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>
#include <iostream>
#include <optional>

#include "engine/base/escaped.hpp"
#include "harness/cell/isolation.hpp"
#include "harness/run/interruption.hpp"
#include "harness/run/kept_folder.hpp"
#include "harness/run/play.hpp"
#include "harness/run/temporary_folder.hpp"
#include "harness/select/data_folders.hpp"
#include "harness/select/rerun_command.hpp"
#include "harness/select/selection.hpp"
#include "harness/select/shell_words.hpp"

namespace tetra::cli {
namespace {

bool choose_cell(const StayOptions& options, Stay& into) {
  const auto requested = cell::parse_requested(options.isolation);
  const auto choice = requested ? cell::choose(*requested) : fail(requested.error());
  if (!choice) {
    Problem problem = choice.error();
    if (into.shell && requested)
      problem.hint =
          fmt::format("a shell needs a namespace cell; `tetralab up {}` serves the same on ports",
                      options.what);
    select::print_problem(problem);
    return false;
  }
  into.setting.isolation = choice->kind;
  into.setting.program = select::program_path();
  into.setting.version = TETRA_VERSION;
  // Nobody asked for what is the command's own default.
  const bool asked = *requested == cell::Requested::automatic || options.isolation_was_told;
  std::cerr << fmt::format(
      "cell: {}{}\n", choice->kind == cell::IsolationKind::namespace_cell ? "namespace" : "ports",
      asked ? fmt::format(" ({})", choice->why) : "");
  return true;
}

bool choose_scenario(const StayOptions& options, const select::Selection& selection, Stay& into) {
  if (selection.scenarios.size() != 1) {
    std::cerr << fmt::format("tetralab: `{}` names {} scenarios; name one\n",
                             text::escaped(options.what), selection.scenarios.size());
    return false;
  }
  into.scenario = selection.library.scenarios().at(selection.scenarios.front());
  const std::size_t attempts = into.scenario.attempts.size();
  if (options.attempt <= attempts) return true;
  std::cerr << fmt::format("tetralab: {} has {} attempt{}\n", into.scenario.id, attempts,
                           attempts == 1 ? "" : "s");
  return false;
}

std::string rerun_script(const Stay& stay) {
  const std::string options = stay.options.attempt == 1
                                  ? std::string()
                                  : fmt::format(" --attempt {}", stay.options.attempt);
  std::error_code ec;
  const std::string name = select::name_of(stay.scenario);
  const std::string what =
      name == stay.scenario.id ? name : std::filesystem::absolute(name, ec).string();
  return select::lab_script("Opens this world again.", stay.setting.program, "",
                            fmt::format("shell {}{}", select::quoted(what), options));
}

// The folder to be at home in: what is kept lies beside the clients of a run, the rest goes with
// `temporary`.
Result<void> make_home(Stay& stay, std::optional<run::TemporaryFolder>& temporary) {
  if (stay.options.keep.empty()) {
    auto made = run::TemporaryFolder::make();
    if (!made) return fail(made.error());
    stay.home = made->path();
    temporary.emplace(std::move(*made));
    return {};
  }
  if (auto sound = select::prepare_kept(stay.options.keep); !sound) return sound;
  auto kept = run::make_kept_folder(stay.options.keep, stay.scenario.id, stay.visitor.name);
  if (!kept) return fail(kept.error());
  stay.home = std::move(kept->path);
  stay.kept = std::make_shared<const cell::Fd>(std::move(kept->held));
  return {};
}

// The status of a cell that has ended by itself, or of one that a signal ends: Ctrl-C is how `up`
// is meant to end, a command in a shell has not come to its end.
int wait_for_end(cell::CellProcess& cell, const run::Interruption& interruption, bool shell) {
  std::vector<pollfd> gone{pollfd{cell.pidfd(), POLLIN, 0}};
  while (!interruption.requested() && gone.front().revents == 0)
    interruption.poll(gone, std::chrono::hours(1));
  std::vector<pollfd> none;
  interruption.poll(
      none, std::chrono::milliseconds(0));  // a signal to the whole group ends the cell as well
  if (!interruption.requested()) return cell.wait(std::chrono::minutes(1)).value_or(usage_error);
  cell.kill();
  return shell ? 128 + interruption.signal() : all_good;
}

std::vector<std::string> command_of(std::vector<std::string> command) {
  // CLI11 hands a `--` on when it comes after a positional argument.
  if (!command.empty() && command.front() == "--") command.erase(command.begin());
  if (!command.empty()) return command;
  const char* shell_program = std::getenv("SHELL");
  return {shell_program != nullptr ? shell_program : "/bin/sh"};
}

int stay_in(const StayOptions& options, const std::vector<std::string>& command, bool shell) {
  Stay stay;
  stay.options = options;
  stay.shell = shell;
  const auto selection = select::select({options.what}, options.clients);
  if (!selection || !choose_scenario(options, *selection, stay) || !choose_cell(options, stay))
    return usage_error;
  for (const std::string& name : selection->chosen_clients)
    stay.clients.push_back(&selection->clients.at(name));
  stay.visitor.name = "shell";
  stay.a_case = run::Case{&stay.scenario, &stay.visitor, {}, 0};
  const auto network = stay.setting.isolation == cell::IsolationKind::namespace_cell
                           ? world::Network::documentation
                           : world::Network::loopback;
  auto blueprint = world::prepare(stay.scenario, network, stay.setting.seed);
  if (!blueprint) {
    select::print_problem(blueprint.error());
    return usage_error;
  }
  const run::Interruption interruption(shell ? run::Keyboard::is_the_clients
                                             : run::Keyboard::ends_the_lab);
  run::remove_abandoned_folders();
  std::optional<run::TemporaryFolder> temporary;
  if (const auto home = make_home(stay, temporary); !home) {
    select::print_problem(home.error());
    return usage_error;
  }
  stay.rerun_script = rerun_script(stay);
  const auto body = [&](cell::Inside inside) {
    return stay_inside(inside, *blueprint, stay, command_of(command));
  };
  cell::CellSpec spec = run::cell_for(*blueprint);
  spec.interface = true;  // for whatever is started here, a browser too
  spec.keep.push_back(stay.kept ? stay.kept->get() : temporary->in_use());
  auto cell = cell::launch(stay.setting.isolation, spec, body);
  if (!cell) {
    select::print_problem(cell.error());
    return usage_error;
  }
  const int status = wait_for_end(*cell, interruption, shell);
  cell::reclaim_terminal();
  return status;
}

}  // namespace

int up(const StayOptions& options) {
  return stay_in(options, {}, false);
}

int shell(const StayOptions& options, const std::vector<std::string>& command) {
  return stay_in(options, command, true);
}

}  // namespace tetra::cli
