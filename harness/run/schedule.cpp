#include <fmt/format.h>

#include <chrono>
#include <list>
#include <memory>

#include "harness/cell/channel.hpp"
#include "harness/run/interruption.hpp"
#include "harness/run/kept_folder.hpp"
#include "harness/run/play.hpp"
#include "harness/run/temporary_folder.hpp"

namespace tetra::run {
namespace {

using namespace std::chrono_literals;
using Moment = std::chrono::steady_clock::time_point;

// Twice 4 MiB of output and the probes made of it, for each of many attempts, and the journals.
constexpr std::size_t most_observation = std::size_t{1} << 30;

// Where the client of a case is at home: a folder that is kept, or one that goes with this.
struct Folder {
  std::string path;
  std::shared_ptr<const cell::Fd> kept;
  std::optional<TemporaryFolder> temporary;
};

// A case whose cell is running.
struct Running {
  Case a_case;
  Folder folder;
  cell::CellProcess cell;
  Moment begun, deadline;
};

Result<Folder> make_folder(const Case& c, const Setting& setting) {
  Folder folder;
  if (setting.keep.empty()) {
    auto temporary = TemporaryFolder::make();
    if (!temporary) return fail(temporary.error());
    folder.path = temporary->path();
    folder.temporary.emplace(std::move(*temporary));
    return folder;
  }
  const std::string round =
      c.round == 0 ? "" : fmt::format(".{}", c.round);  // rounds of one case may run side by side
  auto kept = make_kept_folder(setting.keep, c.scenario->id, c.client->name + round);
  if (!kept) return fail(kept.error());
  folder.path = std::move(kept->path);
  folder.kept = std::make_shared<const cell::Fd>(std::move(kept->held));
  return folder;
}

judge::Observation broken(std::string why) {
  judge::Observation observation;
  observation.broken = std::move(why);
  return observation;
}

judge::Observation collect(Running& running) {
  const auto message = cell::receive_message(running.cell.channel(), 10s, most_observation);
  if (!message) {
    const auto status = running.cell.wait(1s);
    return broken(fmt::format("the cell ended without an observation ({}{})", message.error().what,
                              status ? fmt::format(", status {}", *status) : ""));
  }
  auto observation = observation_from_cbor(*message);
  return observation ? std::move(*observation) : broken("the cell's observation can't be read");
}

class Schedule {
 public:
  Schedule(const Setting& setting, const std::function<void(Finished)>& on_finished)
      : setting_(setting), on_finished_(on_finished) {}

  /// What fails outside of the cell, and be it a bug of the lab, makes this case `broken` and
  /// leaves the others alone.
  void start(const Case& c) {
    try {
      start_cell(c);
    } catch (const std::exception& failure) {
      finish(c, {}, broken(failure.what()));
    }
  }

  std::size_t running() const { return running_.size(); }

  /// Waits until at least one case has ended.
  void wait() {
    std::vector<pollfd> fds;
    Moment next = Moment::max();
    for (const Running& one : running_) {
      fds.push_back(pollfd{one.cell.channel(), POLLIN, 0});
      next = std::min(next, one.deadline);
    }
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
        next - std::chrono::steady_clock::now());
    interruption_.poll(fds, std::max(1ms, left));
    if (interruption_.requested()) return abandon();
    std::size_t index = 0;
    for (auto one = running_.begin(); one != running_.end(); ++index) {
      const bool said = fds[index].revents != 0;
      if (!said && std::chrono::steady_clock::now() < one->deadline) {
        ++one;
        continue;
      }
      judge::Observation observation =
          said ? collect(*one) : broken("the cell did not end in time");
      observation.duration_ms =
          std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - one->begun)
              .count();
      const Case c = one->a_case;
      Folder folder = std::move(one->folder);
      one = running_.erase(one);  // kills what is left of the cell
      finish(c, std::move(folder), std::move(observation));
    }
  }

  bool interrupted() const { return interruption_.requested(); }

 private:
  // The cells are killed with all that runs in them.
  void abandon() { running_.clear(); }

  void start_cell(const Case& c) {
    if (const auto reason = reason_to_skip(c, setting_)) return skip(c, *reason);
    const Moment begun = std::chrono::steady_clock::now();
    const auto network = setting_.isolation == cell::IsolationKind::namespace_cell
                             ? world::Network::documentation
                             : world::Network::loopback;
    auto blueprint = world::prepare(*c.scenario, network, setting_.seed);
    if (!blueprint) return finish(c, {}, broken(to_string(blueprint.error())));
    auto folder = make_folder(c, setting_);
    if (!folder) return finish(c, {}, broken(to_string(folder.error())));
    const int held = folder->kept ? folder->kept->get() : folder->temporary->in_use();
    cell::CellSpec spec = cell_for(*blueprint);
    spec.interface = c.client->interface;
    spec.keep.push_back(held);
    auto body = [&](cell::Inside inside) {
      return play(std::move(inside), *blueprint, c, setting_, HomeFolder{folder->path, held});
    };
    auto launched = cell::launch(setting_.isolation, spec, body);
    if (!launched) return finish(c, std::move(*folder), broken(to_string(launched.error())));
    auto patience =
        (c.scenario->timeout + 17s) * static_cast<int>(c.scenario->attempts.size()) + 20s;
    for (const scenario::Attempt& attempt : c.scenario->attempts)
      patience += std::chrono::ceil<std::chrono::seconds>(attempt.pause);
    running_.push_back(
        Running{c, std::move(*folder), std::move(*launched), begun, begun + patience});
  }

  void skip(const Case& c, const std::string& reason) {
    Finished finished;
    finished.a_case = c;
    finished.verdict.kind = judge::Kind::skipped;
    finished.verdict.reason = reason;
    on_finished_(std::move(finished));
  }

  void finish(const Case& c, Folder folder, judge::Observation observation) {
    Finished finished;
    finished.a_case = c;
    finished.verdict = judge::judge(*c.scenario, *c.client, c.client_version, observation);
    if (!setting_.judges && finished.verdict.kind == judge::Kind::pass)
      finished.verdict.kind = judge::Kind::measured;
    finished.observation = std::move(observation);
    if (folder.kept) finished.folder = folder.path;
    finished.evidence = std::move(folder.kept);
    folder.temporary.reset();
    on_finished_(std::move(finished));
  }

  const Setting& setting_;
  const std::function<void(Finished)>& on_finished_;
  std::list<Running> running_;
  Interruption interruption_;
};

}  // namespace

bool run_cases(const std::vector<Case>& cases, const Setting& setting, unsigned jobs,
               const std::function<void(Finished)>& on_finished) {
  Schedule schedule(setting, on_finished);
  for (const Case& c : cases) {
    while (schedule.running() >= jobs) schedule.wait();
    if (schedule.interrupted()) return false;
    schedule.start(c);
  }
  while (schedule.running() > 0) schedule.wait();
  return !schedule.interrupted();
}

}  // namespace tetra::run
