#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <list>

#include "harness/cell/channel.hpp"
#include "harness/run/interruption.hpp"
#include "harness/run/play.hpp"

namespace tetra::run {
namespace {

using namespace std::chrono_literals;
using Moment = std::chrono::steady_clock::time_point;

// Twice 4 MiB of output and the probes made of it, for each of many attempts, and the journals.
constexpr std::size_t most_observation = std::size_t{1} << 30;

// A case whose cell is running.
struct Running {
  Case a_case;
  std::string folder;
  cell::CellProcess cell;
  Moment begun, deadline;
};

std::string make_folder(const Case& c, const Setting& setting) {
  if (!setting.keep.empty()) {
    const std::string round = c.round == 0 ? "" : fmt::format(".{}", c.round);  // rounds of one case may run side by side
    const std::string folder = fmt::format("{}/{}/{}{}", setting.keep, c.scenario->id, c.client->name, round);
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    return std::filesystem::absolute(folder).string();
  }
  std::string pattern = (std::filesystem::temp_directory_path() / "tetralab-XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("can't make a folder in " + std::filesystem::temp_directory_path().string());
  return pattern;
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
    return broken(fmt::format("the cell ended without an observation ({}{})", message.error().what, status ? fmt::format(", status {}", *status) : ""));
  }
  auto observation = observation_from_cbor(*message);
  return observation ? std::move(*observation) : broken("the cell's observation can't be read");
}

class Schedule {
 public:
  Schedule(const Setting& setting, const std::function<void(Finished)>& on_finished) : setting_(setting), on_finished_(on_finished) {}

  void start(const Case& c) {
    if (const auto reason = reason_to_skip(c, setting_)) return skip(c, *reason);
    const Moment begun = std::chrono::steady_clock::now();
    const auto network = setting_.isolation == cell::IsolationKind::namespace_cell ? world::Network::documentation : world::Network::loopback;
    auto blueprint = world::prepare(*c.scenario, network, setting_.seed);
    if (!blueprint) return finish(c, {}, broken(to_string(blueprint.error())));
    const std::string folder = make_folder(c, setting_);
    const cell::CellSpec spec = cell_for(*blueprint);
    auto body = [&](cell::Inside inside) { return play(std::move(inside), *blueprint, c, setting_, folder); };
    auto launched = cell::launch(setting_.isolation, spec, body);
    if (!launched) return finish(c, folder, broken(to_string(launched.error())));
    auto patience = (c.scenario->timeout + 17s) * static_cast<int>(c.scenario->attempts.size()) + 20s;
    for (const scenario::Attempt& attempt : c.scenario->attempts) patience += std::chrono::ceil<std::chrono::seconds>(attempt.pause);
    running_.push_back(Running{c, folder, std::move(*launched), begun, begun + patience});
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
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(next - std::chrono::steady_clock::now());
    interruption_.poll(fds, std::max(1ms, left));
    if (interruption_.requested()) return abandon();
    std::size_t index = 0;
    for (auto one = running_.begin(); one != running_.end(); ++index) {
      const bool said = fds[index].revents != 0;
      if (!said && std::chrono::steady_clock::now() < one->deadline) {
        ++one;
        continue;
      }
      judge::Observation observation = said ? collect(*one) : broken("the cell did not end in time");
      observation.duration_ms = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - one->begun).count();
      const Case c = one->a_case;
      const std::string folder = one->folder;
      one = running_.erase(one);  // kills what is left of the cell
      finish(c, folder, std::move(observation));
    }
  }

  bool interrupted() const { return interruption_.requested(); }

 private:
  // The cells are killed with all that runs in them.
  void abandon() {
    std::vector<std::string> folders;
    for (const Running& one : running_) folders.push_back(one.folder);
    running_.clear();
    std::error_code ignored;
    for (const std::string& folder : folders) {
      if (setting_.keep.empty()) std::filesystem::remove_all(folder, ignored);
    }
  }

  void skip(const Case& c, const std::string& reason) {
    Finished finished;
    finished.a_case = c;
    finished.verdict.kind = judge::Kind::skipped;
    finished.verdict.reason = reason;
    on_finished_(std::move(finished));
  }

  void finish(const Case& c, const std::string& folder, judge::Observation observation) {
    Finished finished;
    finished.a_case = c;
    finished.verdict = judge::judge(*c.scenario, *c.client, c.client_version, observation);
    if (!setting_.judges && finished.verdict.kind == judge::Kind::pass) finished.verdict.kind = judge::Kind::measured;
    finished.observation = std::move(observation);
    finished.folder = setting_.keep.empty() ? std::string() : folder;
    std::error_code ignored;
    if (setting_.keep.empty() && !folder.empty()) std::filesystem::remove_all(folder, ignored);
    on_finished_(std::move(finished));
  }

  const Setting& setting_;
  const std::function<void(Finished)>& on_finished_;
  std::list<Running> running_;
  Interruption interruption_;
};

}  // namespace

bool run_cases(const std::vector<Case>& cases, const Setting& setting, unsigned jobs, const std::function<void(Finished)>& on_finished) {
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
