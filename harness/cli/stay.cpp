// up, shell: a lab to stay in.
#include <fmt/format.h>
#include <signal.h>
#include <unistd.h>

#include <boost/asio/io_context.hpp>
#include <filesystem>
#include <iostream>

#include "engine/base/text.hpp"
#include "engine/wire/spawn.hpp"
#include "harness/cell/client_runner.hpp"
#include "harness/cell/isolation.hpp"
#include "harness/cell/signal_wait.hpp"
#include "harness/cli/commands.hpp"
#include "harness/cli/share.hpp"
#include "harness/run/play.hpp"

namespace tetra::cli {
namespace {

// A folder that goes with the lab.
class Home {
 public:
  Home() {
    std::string pattern = (std::filesystem::temp_directory_path() / "tetralab-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("can't make a folder for temporary files");
    path_ = pattern;
  }
  ~Home() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

struct Stay {
  scenario::Scenario scenario;
  run::Case a_case;
  run::Setting setting;
  clients::Client nobody;
};

std::optional<Stay> prepare(const std::string& what, const std::string& isolation) {
  const auto requested = cell::parse_requested(isolation);
  if (!requested) {
    print_problem(requested.error());
    return std::nullopt;
  }
  const auto selection = select({what}, {});
  if (!selection) return std::nullopt;
  if (selection->scenarios.size() != 1) {
    std::cerr << fmt::format("tetralab: `{}` names {} scenarios; name one\n", what, selection->scenarios.size());
    return std::nullopt;
  }
  const auto choice = cell::choose(*requested);
  if (!choice) {
    print_problem(choice.error());
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
  std::cout << fmt::format("{}: {}\n", stay.scenario.id, stay.scenario.title.en);
  for (const auto& [service, address] : world.addresses()) std::cout << fmt::format("  {:<8} {}\n", service, address);
  std::cout << fmt::format("  {:<8} {}\n", "root", put.at("ca.file"));
  if (ports) {
    const std::string to = fmt::format("{}:{}:{}:{}", put.at("update.host"), put.at("update.port"), put.at("update.address"), put.at("update.port"));
    std::cout << fmt::format("try\n  curl -v --cacert {} --connect-to {} {}\n", put.at("ca.file"), to, put.at("url"));
    std::cout << fmt::format("  curl -v --cacert {} --proxy {} {}\n", put.at("ca.file"), put.at("proxy.url"), put.at("url"));
    std::cout << fmt::format("  dig @{} -p {} {}\n", put.at("dns.address"), put.at("dns.port"), put.at("update.host"));
  } else {
    std::cout << fmt::format("try, in another terminal\n  nsenter {}-n -m -t {} curl -v {}\n", inside.in_user_namespace ? "--preserve-credentials -U " : "", inside.keeper, put.at("url"));
  }
  std::cout << "ends with Ctrl-C\n" << std::flush;
}

// Runs the world in its cell until a signal comes or the command ends.
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
  cell::SignalWait stop(io.get_executor(), {SIGINT, SIGTERM});
  const auto wait_for_signal = [&]() -> Task<> {
    co_await stop.next();
    io.stop();
  };
  const auto run_command = [&]() -> Task<> {
    cell::ClientCommand client;
    for (const std::string& word : command) client.argv.push_back(clients::fill(word, put));
    client.terminal = true;
    cell::ClientExit exit = co_await runner.run(std::move(client));
    status = exit.how == cell::ClientExit::How::exited ? exit.status : (exit.how == cell::ClientExit::How::not_started ? 127 : 128 + exit.status);
    if (exit.how == cell::ClientExit::How::not_started) std::cerr << fmt::format("tetralab: can't start {}: {}\n", command.front(), exit.err);
    io.stop();
  };
  if (shell) {
    wire::spawn(io.get_executor(), run_command());
  } else {
    print_world(world, put, stay, inside);
    wire::spawn(io.get_executor(), wait_for_signal());
  }
  io.run();
  return status;
}

int stay_in(const std::string& what, const std::string& isolation, std::vector<std::string> command, bool shell) {
  const auto stay = prepare(what, isolation);
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
  const Home home;
  ::signal(SIGINT, SIG_IGN);  // the cell decides when it ends; this process only waits and cleans up
  const auto body = [&](cell::Inside inside) { return live(inside, *blueprint, *stay, home.path(), command, shell); };
  auto cell = cell::launch(stay->setting.isolation, run::cell_for(*blueprint), body);
  if (!cell) {
    print_problem(cell.error());
    return usage_error;
  }
  const auto status = cell->wait(std::chrono::hours(24 * 365));
  cell::reclaim_terminal();
  return status.value_or(usage_error);
}

}  // namespace

int up(const std::string& what, const std::string& isolation) { return stay_in(what, isolation, {}, false); }

int shell(const std::string& what, const std::vector<std::string>& command) { return stay_in(what, "namespace", command, true); }

}  // namespace tetra::cli
