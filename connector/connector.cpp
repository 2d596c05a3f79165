#include "connector/connector.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <nlohmann/json.hpp>
#include <thread>

#include "connector/local/local_xml.hpp"
#include "connector/local/policy.hpp"
#include "connector/posture.hpp"
#include "connector/tell/trace.hpp"
#include "connector/update/definitions_store.hpp"
#include "connector/update/update.hpp"

namespace tetra::connector {
namespace fs = std::filesystem;
namespace {

using Clock = std::chrono::steady_clock;

/// Two connectors in one home would take each other's staging away. Held until destroyed.
class HomeLock {
 public:
  explicit HomeLock(const fs::path& home)
      : fd_(::open((home / ".lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644)) {
    held_ = fd_ >= 0 && ::flock(fd_, LOCK_EX | LOCK_NB) == 0;
  }
  ~HomeLock() {
    if (fd_ >= 0) ::close(fd_);
  }
  HomeLock(const HomeLock&) = delete;
  HomeLock& operator=(const HomeLock&) = delete;
  bool held() const { return held_; }

 private:
  int fd_;
  bool held_ = false;
};

fs::path key_of(const Options& options) {
  return options.signing_key.empty() ? options.home / "definitions-key.pem" : options.signing_key;
}

/// The policy's route, unless the command line has another.
Route route_of(const Options& options, const Policy& policy) {
  if (!options.wpad_domain.empty())
    return {std::nullopt,
            PacSettings{Url{"http", "wpad." + options.wpad_domain, 80, "/wpad.dat"}, {}, {}}};
  Route route{policy.proxy, policy.pac};
  if (route.proxy && options.proxy_auth) route.proxy->auth = *options.proxy_auth;
  return route;
}

/// How one attempt ended, over all engines.
struct Attempted {
  Outcome outcome;
  bool changed = false;
};

class Connector {
 public:
  Connector(const Options& options, Policy policy, std::ostream& out)
      : options_(options),
        policy_(std::move(policy)),
        out_(out),
        trace_(out, options.explain, options.home / "connector.log"),
        local_file_(options.home / "local.xml"),
        state_(load_local(local_file_)) {
    reach_.network.limits = options.limits;
    reach_.network.limits.end = Clock::now() + options.time_limit;
    reach_.network.connect_to = options.connect_to;
    reach_.route = route_of(options, policy_);
    reach_.trust = {options.ca_file, policy_.verify_host, policy_.verify_peer};
    reach_.check_revocation = policy_.check_revocation;
  }

  int run() {
    Attempted last;
    std::uint32_t attempts = 0;
    while (attempts < options_.intervals) {
      if (attempts > 0 && !wait_for_interval()) break;
      ++attempts;
      trace_.step(Step::attempt, {{"number", std::to_string(attempts)},
                                  {"of", std::to_string(options_.intervals)},
                                  {"server", policy_.server.to_string()},
                                  {"proxy", proxy_text()}});
      last = attempt();
      remember(last.outcome);
      trace_.end(last.outcome);
      if (last.outcome.ok() || last.outcome.cause == Cause::cancelled) break;
    }
    print(last, attempts);
    return last.outcome.ok() ? exit_updated : exit_failed;
  }

 private:
  std::string proxy_text() const {
    const Route& route = reach_.route;
    if (route.proxy) return fmt::format("{}:{}", route.proxy->host, route.proxy->port);
    return route.pac ? route.pac->location.to_string() : "-";
  }

  std::string route_text() const {
    const Route& route = reach_.route;
    if (route.pac) return "pac";
    if (!route.proxy) return "direct";
    return route.proxy->is_socks() ? std::string(connector::to_string(route.proxy->type))
                                   : "http-proxy";
  }

  Attempted attempt() {
    if (!policy_.enabled)
      return {failed(Cause::updates_disabled, "the policy turns updates off (updater/enable)"),
              false};
    Attempted attempted;
    for (const std::string& engine : options_.engines) {
      const UpdateSettings settings{options_.home,  key_of(options_), engine,
                                    policy_.server, options_.retries, options_.most_unpacked};
      const Updated updated = update(settings, reach_, trace_);
      attempted.changed = attempted.changed || updated.changed;
      attempted.outcome = updated.outcome;
      if (!updated.outcome.ok()) break;
    }
    return attempted;
  }

  void remember(Outcome& outcome) {
    state_.engines.clear();
    for (const std::string engine : {"av64bit", "av32bit"}) {
      const std::uint64_t version = DefinitionsStore(options_.home, engine).installed();
      if (version != 0 || engine == options_.engines.front())
        state_.engines.push_back({engine, version});
    }
    state_.lasterror = outcome.lasterror;
    state_.has_lasterror = true;
    if (outcome.ok()) state_.last_success = utc_now();
    const Outcome saved = save_local(state_, local_file_);
    if (!saved.ok() && outcome.ok()) outcome = saved;
  }

  /// False when it was stopped or the time limit came first.
  bool wait_for_interval() {
    const Duration interval = options_.interval.value_or(policy_.interval);
    trace_.step(Step::waiting, {{"interval", tetra::to_string(interval)}});
    const auto end = std::min(Clock::now() + interval, reach_.network.limits.end);
    while (Clock::now() < end) {
      if (options_.limits.stop != nullptr && *options_.limits.stop) {
        trace_.step(Step::stopped);
        return false;
      }
      // style: the stop is a flag that a signal handler sets, looked at every 50 ms
      std::this_thread::sleep_for(
          std::min<Duration>(end - Clock::now(), std::chrono::milliseconds(50)));
    }
    return Clock::now() < reach_.network.limits.end;
  }

  void print(const Attempted& last, std::uint32_t attempts) const {
    const Outcome& outcome = last.outcome;
    nlohmann::ordered_json json{
        {"result", result_word(outcome.ok(), last.changed)},
        {"stage", to_string(outcome.stage())},
        {"code", outcome.code()},
        {"lasterror", outcome.lasterror},
        {"lasterror_source", outcome.lasterror_source()},
        {"version", DefinitionsStore(options_.home, options_.engines.front()).installed()},
        {"store", to_string(DefinitionsStore(options_.home, options_.engines.front())
                                .check(key_of(options_))
                                .kind)},
        {"attempts", attempts},
        {"route", route_text()}};
    if (outcome.http_status != 0) json["http_status"] = outcome.http_status;
    if (!outcome.detail.empty()) json["detail"] = outcome.detail;
    out_ << json.dump(-1, ' ', true, nlohmann::ordered_json::error_handler_t::replace) << std::endl;
  }

  const Options& options_;
  Policy policy_;
  std::ostream& out_;
  Trace trace_;
  fs::path local_file_;
  LocalState state_;
  Reach reach_;
};

int check_store(const Options& options, std::ostream& out) {
  const StoreState state =
      DefinitionsStore(options.home, options.engines.front()).check(key_of(options));
  nlohmann::ordered_json json{
      {"store", to_string(state.kind)}, {"version", state.version}, {"files", state.files}};
  if (!state.detail.empty()) json["detail"] = state.detail;
  out << json.dump(-1, ' ', true, nlohmann::ordered_json::error_handler_t::replace) << std::endl;
  return state.kind == StoreState::Kind::damaged ? exit_failed : exit_updated;
}

int usage(std::ostream& err, const Problem& problem) {
  err << to_string(problem) << std::endl;
  return exit_usage;
}

}  // namespace

int run(const Options& options, std::ostream& out, std::ostream& err) {
  std::signal(SIGPIPE, SIG_IGN);  // a peer that resets is an errno, never the end of the process
  std::error_code error;
  fs::create_directories(options.home, error);
  if (error)
    return usage(err, {"bad-home",
                       {options.home.string(), 0, 0},
                       "the home folder can't be made: " + error.message(),
                       {}});
  if (options.posture) {
    out << posture_json(load_local(options.home / "local.xml")) << std::endl;
    return exit_updated;
  }
  if (options.check_store) return check_store(options, out);
  auto policy = load_policy(options.policy.empty() ? options.home / "policy.xml" : options.policy);
  if (!policy) return usage(err, policy.error());
  const HomeLock lock(options.home);
  if (!lock.held())
    return usage(err, {"home-in-use",
                       {options.home.string(), 0, 0},
                       "another connector works in this home, or its .lock can't be written",
                       {}});
  return Connector(options, std::move(*policy), out).run();
}

}  // namespace tetra::connector
