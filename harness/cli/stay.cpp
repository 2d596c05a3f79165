// up, shell: a lab to stay in.
#include <fmt/format.h>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <iostream>

#include "engine/wire/spawn.hpp"
#include "harness/cell/client_runner.hpp"
#include "harness/cell/isolation.hpp"
#include "harness/cli/commands.hpp"
#include "harness/cli/folders.hpp"
#include "harness/cli/share.hpp"
#include "harness/cli/streams.hpp"
#include "harness/report/shown.hpp"
#include "harness/run/interruption.hpp"
#include "harness/run/play.hpp"

namespace tetra::cli {
namespace {

struct Stay {
  scenario::Scenario scenario;
  run::Case a_case;
  run::Setting setting;
  clients::Client nobody;
};

std::optional<Stay> prepare(const std::string& what, const std::string& isolation, bool shell) {
  const auto requested = cell::parse_requested(isolation);
  if (!requested) {
    print_problem(requested.error());
    return std::nullopt;
  }
  const auto selection = select({what}, {});
  if (!selection) return std::nullopt;
  if (selection->scenarios.size() != 1) {
    std::cerr << fmt::format("tetralab: `{}` names {} scenarios; name one\n", report::shown(what), selection->scenarios.size());
    return std::nullopt;
  }
  const auto choice = cell::choose(*requested);
  if (!choice) {
    Problem problem = choice.error();
    if (shell) problem.hint = fmt::format("a shell needs a namespace cell; `tetralab up {}` serves the same on ports", what);
    print_problem(problem);
    return std::nullopt;
  }
  Stay stay;
  stay.scenario = selection->library.scenarios().at(selection->scenarios.front());
  stay.setting.isolation = choice->kind;
  stay.setting.program = program_path();
  std::cerr << fmt::format("cell: {} ({})\n", choice->kind == cell::IsolationKind::namespace_cell ? "namespace" : "ports", choice->why);
  return stay;
}

void print_world(const world::World& world, const std::map<std::string, std::string>& put, const Stay& stay, const cell::Inside& inside) {
  const bool ports = stay.setting.isolation == cell::IsolationKind::ports_cell;
  std::cout << fmt::format("{}: {}\n", stay.scenario.id, report::shown(stay.scenario.title.en));
  for (const auto& [service, address] : world.addresses()) std::cout << fmt::format("  {:<8} {}\n", service, address);
  std::cout << fmt::format("  {:<8} {}\n", "root", put.at("ca.file"));
  if (ports) {
    const std::string to = fmt::format("{}:{}:{}:{}", put.at("update.host"), put.at("update.port"), put.at("update.address"), put.at("update.port"));
    std::cout << fmt::format("try\n  curl -v --cacert {} --connect-to {} {}\n", put.at("ca.file"), to, put.at("url"));
    std::cout << fmt::format("  curl -v --cacert {} --proxy {} {}\n", put.at("ca.file"), put.at("proxy.url"), put.at("url"));
    std::cout << fmt::format("  dig @{} -p {} {}\n", put.at("dns.address"), put.at("dns.port"), put.at("update.host"));
  } else {
    std::cout << fmt::format("try, in another terminal\n  nsenter {}-n -m -r -t {} curl -v {}\n", inside.in_user_namespace ? "--preserve-credentials -U " : "", inside.keeper, put.at("url"));
  }
  std::cout << "ends with Ctrl-C\n" << std::flush;
}

// Runs the world in its cell until the command ends; without one until the launcher ends the cell.
int live(const cell::Inside& inside, world::Blueprint blueprint, const Stay& stay, const std::string& home, const std::vector<std::string>& command, bool shell) {
  asio::io_context io(1);
  world::World world(io, std::move(blueprint));
  if (auto started = world.start(); !started) {
    print_problem(started.error());
    return usage_error;
  }
  run::Case a_case;
  a_case.scenario = &stay.scenario;
  const auto put = run::placeholders_for(world, a_case, stay.setting, home);
  run::write_files(world, stay.nobody, put, home);
  world.begin_attempt(1);
  int status = all_good;
  cell::ClientRunner runner(io.get_executor(), stay.setting.isolation);
  const auto run_command = [&]() -> Task<> {
    cell::ClientCommand client;
    for (const std::string& word : command) client.argv.push_back(clients::fill(word, put));
    client.terminal = true;
    cell::ClientExit exit = co_await runner.run(std::move(client));
    status = exit.how == cell::ClientExit::How::exited ? exit.status : (exit.how == cell::ClientExit::How::not_started ? 127 : 128 + exit.status);
    if (exit.how == cell::ClientExit::How::not_started) std::cerr << fmt::format("tetralab: can't start {}: {}\n", report::shown(command.front()), report::shown(exit.err));
    io.stop();
  };
  const auto open_end = asio::make_work_guard(io);
  if (shell) {
    wire::spawn(io.get_executor(), run_command());
  } else {
    print_world(world, put, stay, inside);
    if (!deliver_output()) return usage_error;
  }
  io.run();
  return status;
}

// The status of a cell that has ended by itself, or of one that a signal ends: Ctrl-C is how `up` is meant to end, a command in a
// shell has not come to its end.
int wait_for_end(cell::CellProcess& cell, const run::Interruption& interruption, bool shell) {
  std::vector<pollfd> gone{pollfd{cell.pidfd(), POLLIN, 0}};
  while (!interruption.requested() && gone.front().revents == 0) interruption.poll(gone, std::chrono::hours(1));
  std::vector<pollfd> none;
  interruption.poll(none, std::chrono::milliseconds(0));  // a signal to the whole group ends the cell as well
  if (!interruption.requested()) return cell.wait(std::chrono::minutes(1)).value_or(usage_error);
  cell.kill();
  return shell ? 128 + interruption.signal() : all_good;
}

int stay_in(const std::string& what, const std::string& isolation, std::vector<std::string> command, bool shell) {
  const auto stay = prepare(what, isolation, shell);
  if (!stay) return usage_error;
  const auto network = stay->setting.isolation == cell::IsolationKind::namespace_cell ? world::Network::documentation : world::Network::loopback;
  auto blueprint = world::prepare(stay->scenario, network, stay->setting.seed);
  if (!blueprint) {
    print_problem(blueprint.error());
    return usage_error;
  }
  // CLI11 hands a `--` on when it comes after a positional argument.
  if (!command.empty() && command.front() == "--") command.erase(command.begin());
  if (command.empty()) {
    const char* shell_program = std::getenv("SHELL");
    command = {shell_program != nullptr ? shell_program : "/bin/sh"};
  }
  const run::Interruption interruption(shell ? run::Keyboard::is_the_clients : run::Keyboard::ends_the_lab);
  run::remove_abandoned_folders();
  const auto home = TemporaryFolder::make();
  if (!home) {
    print_problem(home.error());
    return usage_error;
  }
  const auto body = [&](cell::Inside inside) { return live(inside, *blueprint, *stay, home->path(), command, shell); };
  auto cell = cell::launch(stay->setting.isolation, run::cell_for(*blueprint), body);
  if (!cell) {
    print_problem(cell.error());
    return usage_error;
  }
  const int status = wait_for_end(*cell, interruption, shell);
  cell::reclaim_terminal();
  return status;
}

}  // namespace

int up(const std::string& what, const std::string& isolation) { return stay_in(what, isolation, {}, false); }

int shell(const std::string& what, const std::vector<std::string>& command) { return stay_in(what, "namespace", command, true); }

}  // namespace tetra::cli
