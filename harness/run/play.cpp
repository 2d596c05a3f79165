#include "harness/run/play.hpp"

#include <boost/asio/io_context.hpp>

#include "engine/wire/spawn.hpp"
#include "harness/cell/channel.hpp"
#include "harness/cell/client_runner.hpp"
#include "harness/run/clock.hpp"
#include "harness/run/recorder.hpp"
#include "harness/run/watch.hpp"

namespace tetra::run {
namespace {

using namespace std::chrono_literals;

double milliseconds(Duration duration) {
  return static_cast<double>(duration.count()) / 1e6;
}

judge::Ended ended(cell::ClientExit::How how) {
  switch (how) {
    case cell::ClientExit::How::exited:
      return judge::Ended::exited;
    case cell::ClientExit::How::signalled:
      return judge::Ended::crashed;
    case cell::ClientExit::How::timed_out:
      return judge::Ended::timed_out;
    case cell::ClientExit::How::not_started:
      return judge::Ended::not_started;
  }
  return judge::Ended::not_started;
}

// One case in its cell: a world, a client, and what both saw.
class Player {
 public:
  Player(world::Blueprint blueprint, const Case& a_case, const Setting& setting,
         const HomeFolder& home)
      : case_(a_case),
        setting_(setting),
        folder_(home.path),
        held_(home.held),
        world_(io_, std::move(blueprint)),
        watch_(io_, world_),
        runner_(io_.get_executor(), setting.isolation) {
    for (const auto& use : a_case.scenario->faults) uses_.push_back(&use);
    for (const auto& one : a_case.scenario->attempts) {
      for (const auto& use : one.faults) uses_.push_back(&use);
    }
  }

  judge::Observation play() {
    const auto begun = std::chrono::steady_clock::now();
    if (auto started = world_.start(); !started) {
      observation_.broken = to_string(started.error());
      return observation_;
    }
    events_ = world_.journal().subscribe([this](const journal::Event& event) {
      judge::add(wire_, event);
      if (recorder_) recorder_->note(event);
    });
    if (setting_.sees_packets) watch_.see_packets();
    if (!setting_.keep.empty()) recorder_.emplace(io_, world_, case_, setting_);
    placeholders_ = placeholders_for(world_, case_, setting_, folder_);
    lay_out();
    wire::spawn(io_.get_executor(), all_attempts());
    io_.run();
    disk_.reset();  // evidence of it is complete before the observation is sent
    if (recorder_) note_lost(recorder_->write(held_));
    observation_.duration_ms = milliseconds(std::chrono::steady_clock::now() - begun);
    return observation_;
  }

 private:
  void note_lost(const Result<void>& written) {
    if (!written) observation_.evidence_lost = written.error().what;
  }

  // What the client finds when it starts.
  void lay_out() {
    const scenario::Scenario& scenario = *case_.scenario;
    if (scenario.disk) disk_.emplace(folder_);
    write_files(world_, *case_.client, placeholders_, folder_);
    if (scenario.installed) install_definitions(world_.tree(), *case_.client, placeholders_);
    if (scenario.locked) lock_folder(clients::fill(case_.client->definitions->next, placeholders_));
    if (scenario.disk) disk_->leave_free(*scenario.disk);
  }

  Task<> all_attempts() {
    for (std::size_t n = 0; n < case_.scenario->attempts.size(); ++n) co_await attempt(n);
    note_faults();
    io_.stop();
  }

  Task<> attempt(std::size_t n) {
    const scenario::Attempt& asked = case_.scenario->attempts[n];
    if (asked.pause > Duration::zero()) co_await wire::pause(asked.pause);
    world_.begin_attempt(n + 1);
    if (recorder_) recorder_->begin_attempt(n + 1);
    judge::AttemptObservation seen_now;
    wire_.clear();
    const std::vector<world::FaultReport> before = world_.faults();
    journal_from_ = world_.journal().last();
    const bool gathered = co_await world_.gather_crowd();
    if (!gathered) observation_.broken = "the world's own peers did not get to their service";
    cell::ClientCommand command = make_command(asked);
    cell::ClientExit exit = co_await runner_.run(std::move(command));
    world_.end_attempt();
    // Their faults must have reported before anything is counted.
    const auto enough = [this, n] { return all_acted(n); };
    co_await watch_.settle(enough);
    seen_now.ended = ended(exit.how);
    seen_now.client_ms = milliseconds(exit.time);
    const auto status =
        seen_now.ended == judge::Ended::exited ? std::optional(exit.status) : std::nullopt;
    for (const auto& [name, probe] : case_.client->probes)
      seen_now.probes[name] = clients::observe(probe, status, exit.out, exit.err, placeholders_);
    seen_now.out = std::move(exit.out);
    seen_now.err = std::move(exit.err);
    take_events(seen_now);
    seen_now.wire = wire_;
    note_idle(n, before);
    observation_.attempts.push_back(std::move(seen_now));
  }

  cell::ClientCommand make_command(const scenario::Attempt& attempt) const {
    const scenario::Scenario& scenario = *case_.scenario;
    cell::ClientCommand command;
    command.argv = command_for(*case_.client, conditions_for(scenario, setting_, placeholders_),
                               scenario.options, placeholders_);
    cell::Environment changes;
    for (const auto& [name, value] : case_.client->environment)
      changes[name] = clients::fill(value, placeholders_);
    changes.emplace("HOME", folder_);
    const Duration ahead = attempt.clock.value_or(scenario.clock);
    if (ahead != Duration::zero()) set_clock(changes, ahead);
    command.environment = cell::with(command.environment, changes);
    command.directory = folder_;
    command.time_limit = scenario.timeout + 5s;
    return command;
  }

  // Whether the client has to meet that fault for the case to count.
  bool required(const world::FaultReport& report) const {
    return !report.optional && can_meet(*case_.client, *uses_.at(report.index));
  }

  // A fault of the whole scenario that nothing narrows has to act in every attempt: each needs its
  // own evidence.
  void note_idle(std::size_t attempt, const std::vector<world::FaultReport>& before) {
    const auto after = world_.faults();
    idle_.resize(after.size());
    for (std::size_t n = 0; n < case_.scenario->faults.size(); ++n) {
      if (fires_always(case_.scenario->faults[n].trigger) && after[n].acted == before[n].acted)
        idle_[n].push_back(attempt + 1);
    }
  }
  static bool fires_always(const fault::Trigger& trigger) {
    return !trigger.when.attempt && !trigger.when.connection && !trigger.when.request &&
           !trigger.when.sent && !trigger.above && !trigger.times && trigger.every == 1 &&
           trigger.after == 0 && !trigger.lasting && !trigger.until && trigger.probability >= 1;
  }

  // Whether every fault that has to have acted by the end of this attempt has: then there is
  // nothing more to wait for.
  bool all_acted(std::size_t attempt) const {
    const std::size_t common = case_.scenario->faults.size();
    const auto reports = world_.faults();
    std::size_t index = 0;
    for (const world::FaultReport& report : reports) {
      const bool due = index < common ? due_by(case_.scenario->faults[index].trigger, attempt)
                                      : belongs(index - common, attempt);
      ++index;
      if (due && report.acted == 0 && required(report)) return false;
    }
    return true;
  }
  // One that is narrowed may have its turn in any attempt that is still to come.
  bool due_by(const fault::Trigger& trigger, std::size_t attempt) const {
    if (trigger.when.attempt) return trigger.when.attempt->last <= attempt + 1;
    return fires_always(trigger) || attempt + 1 == case_.scenario->attempts.size();
  }
  bool belongs(std::size_t index, std::size_t attempt) const {
    for (std::size_t n = 0; n <= attempt; ++n) {
      const std::size_t own = case_.scenario->attempts[n].faults.size();
      if (index < own) return n == attempt;
      index -= own;
    }
    return false;
  }

  void take_events(judge::AttemptObservation& into) {
    journal::Stream events = world_.journal().follow(journal_from_);
    while (const auto event = events.take()) into.events.push_back(judge::seen(*event));
  }

  void note_faults() {
    for (const world::FaultReport& report : world_.faults()) {
      judge::FaultObservation fault{report.index,     report.service, report.id,
                                    required(report), report.acted,   {}};
      fault.idle_attempts = idle_.at(observation_.faults.size());
      observation_.faults.push_back(std::move(fault));
    }
  }

  const Case& case_;
  const Setting& setting_;
  const std::string& folder_;
  int held_;
  asio::io_context io_{1};
  std::optional<OwnDisk> disk_;
  world::World world_;
  Watch watch_;
  cell::ClientRunner runner_;
  std::optional<Recorder> recorder_;  // when evidence is kept
  std::map<std::string, std::string> placeholders_;
  std::vector<const scenario::FaultUse*> uses_;  // in the order of the world's reports
  journal::Subscription events_;
  std::uint64_t journal_from_ = 0;
  judge::WireTally wire_;                       // of this attempt
  std::vector<std::vector<std::size_t>> idle_;  // of each fault
  judge::Observation observation_;
};

}  // namespace

int play(cell::Inside inside, world::Blueprint blueprint, const Case& a_case,
         const Setting& setting, const HomeFolder& home) {
  Player player(std::move(blueprint), a_case, setting, home);
  const judge::Observation observation = player.play();
  return cell::send_message(inside.channel.get(), to_cbor(observation)) ? 0 : 1;
}

}  // namespace tetra::run
