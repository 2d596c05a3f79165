// The world that one stays in, from within its cell.
#include <fmt/format.h>
#include <unistd.h>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <deque>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <optional>

#include "engine/base/escaped.hpp"
#include "engine/base/text.hpp"
#include "engine/wire/spawn.hpp"
#include "harness/cell/client_runner.hpp"
#include "harness/cli/outputs.hpp"
#include "harness/cli/stay.hpp"
#include "harness/cli/streams.hpp"
#include "harness/report/report.hpp"
#include "harness/run/clock.hpp"
#include "harness/run/play.hpp"
#include "harness/run/recorder.hpp"
#include "harness/run/watch.hpp"
#include "harness/select/selection.hpp"

namespace tetra::cli {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t last_events = 12;

// The addresses of a ports cell, which stand in its certificates, are known only when the world has
// started; no trust store is made there.
std::vector<world::TrustedRoot> roots_of(const world::Blueprint& blueprint) {
  return blueprint.network == world::Network::documentation ? world::trusted_roots(blueprint)
                                                            : std::vector<world::TrustedRoot>();
}

class Staying {
 public:
  Staying(const cell::Inside& inside, world::Blueprint blueprint, const Stay& stay)
      : inside_(inside),
        stay_(stay),
        roots_(roots_of(blueprint)),
        world_(io_, std::move(blueprint)),
        watch_(io_, world_),
        runner_(io_.get_executor(), stay.setting.isolation) {}

  int run(const std::vector<std::string>& command) {
    if (auto started = world_.start(); !started) {
      select::print_problem(started.error());
      return usage_error;
    }
    events_ = world_.journal().subscribe([this](const journal::Event& event) { note(event); });
    watch_.see_packets();  // without it nothing is unreachable
    if (!stay_.options.keep.empty()) recorder_.emplace(io_, world_, stay_.a_case, stay_.setting);
    put_ = run::placeholders_for(world_, stay_.a_case, stay_.setting, stay_.home);
    lay_out_home();
    const auto open_end = asio::make_work_guard(io_);
    wire::spawn(io_.get_executor(), stay(command));
    io_.run();
    disk_.reset();
    keep_evidence();
    return status_;
  }

 private:
  void note(const journal::Event& event) {
    if (recorder_) recorder_->note(event);
    if (stay_.options.follow) std::cerr << event_line(event) << std::flush;
  }

  void lay_out_home() {
    const bool mounts = stay_.setting.isolation == cell::IsolationKind::namespace_cell;
    if (stay_.scenario.disk && mounts) disk_.emplace(stay_.home);
    for (const std::string& remark : lay_out(world_, put_, stay_))
      std::cerr << "tetralab: " << remark << '\n';
    if (auto lacks = run::lacks_clock(stay_.scenario, false))
      std::cerr << "tetralab: " << *lacks << '\n';
  }

  Task<> stay(std::vector<std::string> command) {
    world_.begin_attempt(stay_.options.attempt);
    if (recorder_) recorder_->begin_attempt(stay_.options.attempt);
    const bool gathered = co_await world_.gather_crowd();
    if (!gathered) std::cerr << "tetralab: the world's own peers did not get to their service\n";
    if (stay_.shell) {
      co_await make_trust_store();
      if (disk_) disk_->leave_free(*stay_.scenario.disk);
      if (stay_.options.verbose || ::isatty(STDIN_FILENO) == 1)
        std::cerr << invitation(world_, put_, stay_, "") << browser_line() << std::flush;
      co_await run_command(std::move(command));
      co_await watch_.settle([] { return true; });
      tell_events();
      io_.stop();
      co_return;
    }
    if (disk_) disk_->leave_free(*stay_.scenario.disk);
    std::cout << invitation(world_, put_, stay_, visit()) << "ends with Ctrl-C\n" << std::flush;
    if (deliver_output()) co_return;
    status_ = usage_error;
    io_.stop();
  }

  std::string visit() const {
    if (stay_.setting.isolation == cell::IsolationKind::ports_cell) return {};
    return fmt::format("nsenter {}-n -m -r -t {} ",
                       inside_.in_user_namespace ? "--preserve-credentials -U " : "",
                       inside_.keeper);
  }

  // Chromium asks the NSS database of its HOME which roots it may trust; nothing else in the cell
  // does.
  Task<> make_trust_store() {
    const std::string folder = stay_.home + "/.pki/nssdb";
    if (clients::find_program("certutil").empty()) co_return;
    std::filesystem::create_directories(folder);
    std::vector<std::vector<std::string>> steps{
        {"certutil", "-d", "sql:" + folder, "-N", "--empty-password"}};
    for (const world::TrustedRoot& root : roots_) {
      const std::string file = fmt::format("{}/.pki/{}.pem", stay_.home, root.hash_name);
      std::ofstream(file, std::ios::binary) << root.pem;
      steps.push_back({"certutil", "-d", "sql:" + folder, "-A", "-t", "C,,", "-n",
                       "TETRA Lab " + root.hash_name, "-i", file});
    }
    trust_store_ = true;
    for (const auto& step : steps) {
      cell::ClientCommand client;
      client.argv = step;
      client.time_limit = 20s;
      const cell::ClientExit exit = co_await runner_.run(std::move(client));
      trust_store_ = trust_store_ && exit.how == cell::ClientExit::How::exited && exit.status == 0;
    }
  }

  std::string browser_line() const {
    if (!trust_store_)
      return "  # a browser trusts the lab's root only with certutil (Debian package "
             "libnss3-tools) and HOME=" +
             stay_.home + "\n";
    return fmt::format("  # a browser trusts the lab's root with HOME={}\n", stay_.home);
  }

  cell::ClientCommand shell_command(const std::vector<std::string>& command) const {
    cell::ClientCommand client;
    for (const std::string& word : command) client.argv.push_back(clients::fill(word, put_));
    client.terminal = true;
    cell::Environment changes{{"TETRALAB_HOME", stay_.home}};
    changes["PATH"] = client.environment.at("PATH") + ":" +
                      std::filesystem::path(stay_.setting.program).parent_path().string();
    const Duration ahead =
        stay_.scenario.attempts.at(stay_.options.attempt - 1).clock.value_or(stay_.scenario.clock);
    if (ahead != Duration::zero() && !run::lacks_clock(stay_.scenario, false))
      run::set_clock(changes, ahead);
    client.environment = cell::with(client.environment, changes);
    return client;
  }

  Task<> run_command(std::vector<std::string> command) {
    cell::ClientCommand client = shell_command(command);
    cell::ClientExit exit = co_await runner_.run(std::move(client));
    status_ = exit.how == cell::ClientExit::How::exited
                  ? exit.status
                  : (exit.how == cell::ClientExit::How::not_started ? 127 : 128 + exit.status);
    if (exit.how == cell::ClientExit::How::not_started)
      std::cerr << fmt::format("tetralab: can't start {}: {}\n", text::escaped(command.front()),
                               text::escaped(exit.err));
    world_.end_attempt();
  }

  void tell_events() {
    const auto& events = world_.journal().events();
    if (!stay_.options.follow) {
      const std::size_t from = events.size() > last_events ? events.size() - last_events : 0;
      const std::uint64_t left_out = from + world_.journal().dropped();
      std::cerr << fmt::format(
          "what the lab saw{}\n",
          left_out == 0 ? "" : fmt::format(", {} events before these (--keep has all)", left_out));
      for (std::size_t n = from; n < events.size(); ++n) std::cerr << event_line(events[n]);
    }
    for (const world::FaultReport& report : world_.faults())
      std::cerr << fmt::format("  fault {} {} of {} acted {} times\n", report.index + 1, report.id,
                               report.service, report.acted);
  }

  void keep_evidence() {
    if (stay_.options.keep.empty()) return;
    run::Finished finished;
    finished.a_case = stay_.a_case;
    finished.folder = stay_.home;
    finished.evidence = stay_.kept;
    if (const auto captured = recorder_->write(stay_.kept->get()); !captured)
      finished.observation.evidence_lost = captured.error().what;
    finished.verdict.kind = judge::Kind::skipped;
    finished.verdict.reason = "a person's own commands: nothing was judged";
    judge::AttemptObservation attempt;
    journal::Stream events = world_.journal().follow(0);
    while (const auto event = events.take()) attempt.events.push_back(judge::seen(*event));
    finished.observation.attempts.push_back(std::move(attempt));
    report::Header header;
    header.version = stay_.setting.version;
    header.isolation =
        stay_.setting.isolation == cell::IsolationKind::namespace_cell ? "namespace" : "ports";
    if (!good(report::write_evidence(header, finished, stay_.rerun_script))) status_ = usage_error;
    std::cerr << fmt::format("evidence: {}\n", text::escaped(stay_.home));
  }

  const cell::Inside& inside_;
  const Stay& stay_;
  asio::io_context io_{1};
  std::vector<world::TrustedRoot> roots_;
  std::optional<run::OwnDisk> disk_;
  world::World world_;
  run::Watch watch_;
  cell::ClientRunner runner_;
  std::optional<run::Recorder> recorder_;
  journal::Subscription events_;
  std::map<std::string, std::string> put_;
  bool trust_store_ = false;
  int status_ = all_good;
};

}  // namespace

std::string event_line(const journal::Event& event) {
  std::string fields;
  for (const journal::Field& field : event.fields)
    fields += fmt::format(" {}={}", field.key(), text::printable(field.text(), 60));
  return fmt::format("  {:9.2f} ms  {:<7} {}{}\n", static_cast<double>(event.at.count()) / 1e6,
                     event.service, event.kind->word, fields);
}

int stay_inside(const cell::Inside& inside, world::Blueprint blueprint, const Stay& stay,
                const std::vector<std::string>& command) {
  return Staying(inside, std::move(blueprint), stay).run(command);
}

}  // namespace tetra::cli
