#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "harness/run/case.hpp"
#include "harness/run/clock.hpp"

namespace tetra::run {
namespace {

// In a ports cell every service is at the one address of loopback.
bool is_about_another_address(const scenario::FaultUse& use) {
  fault::When address;
  address.address = use.trigger.when.address;
  fault::Context loopback;
  loopback.address = world::loopback_address;
  return !address.holds(loopback);
}

// Faults of all attempts.
std::vector<const scenario::FaultUse*> all_faults(const scenario::Scenario& scenario) {
  std::vector<const scenario::FaultUse*> all;
  for (const scenario::FaultUse& use : scenario.faults) all.push_back(&use);
  for (const scenario::Attempt& attempt : scenario.attempts) {
    for (const scenario::FaultUse& use : attempt.faults) all.push_back(&use);
  }
  return all;
}

std::optional<std::string> lacks_expectation(const Case& c) {
  bool any = false;
  for (std::size_t n = 0; n < c.scenario->attempts.size(); ++n) {
    const auto* expectation =
        judge::expectation_for(*c.scenario, n, c.client->name, c.client_version);
    if (expectation != nullptr && !expectation->skip.empty()) return expectation->skip;
    any = any || (expectation != nullptr && !expectation->probes.empty());
  }
  if (any) return std::nullopt;
  return fmt::format("the scenario says nothing of {}", c.client->name);
}

std::optional<std::string> lacks_ability(const Case& c) {
  const std::string route(scenario::to_string(c.scenario->route));
  if (route != "direct" && c.client->can.count(route) == 0)
    return fmt::format("{} has no route {}", c.client->name, route);
  for (const scenario::Option& option : c.scenario->options) {
    if (!c.client->options.contains(option.word))
      return fmt::format("{} can't be told `{}`", c.client->name, option.word);
  }
  const bool keeps_definitions = c.client->can.count("definitions") != 0;
  if (c.scenario->installed && keeps_definitions && !c.client->definitions) {
    return fmt::format("the file of {} does not say where definitions in use are to be laid",
                       c.client->name);
  }
  if (c.scenario->locked && (!c.client->definitions || c.client->definitions->next.empty())) {
    return fmt::format("the file of {} does not say where new definitions come", c.client->name);
  }
  const auto faults = all_faults(*c.scenario);
  const bool meets_one = std::any_of(faults.begin(), faults.end(),
                                     [&](const auto* use) { return can_meet(*c.client, *use); });
  if (faults.empty() || meets_one) return std::nullopt;
  return fmt::format("{} asks no {} service", c.client->name, faults.front()->service);
}

std::optional<std::string> lacks_world(const Case& c, const Setting& setting) {
  const bool ports = setting.isolation == cell::IsolationKind::ports_cell;
  if (ports && c.client->can.count("ports") == 0)
    return fmt::format("{} can't be told of ports: it needs a namespace cell", c.client->name);
  if (!ports && c.client->can.count("outside") != 0)
    return fmt::format(
        "{} works on another machine, out of reach of a namespace cell: add --isolation ports",
        c.client->name);
  if (auto reason = lacks_clock(*c.scenario, c.client->program == "{tetralab}")) return reason;
  if (ports && (c.scenario->disk || c.scenario->locked))
    return std::string("`disk` and `locked` need a namespace cell, which has mounts of its own");
  for (const scenario::FaultUse* use : all_faults(*c.scenario)) {
    if (ports && use->service == "dns")
      return std::string(
          "faults of DNS need a namespace cell, where the system asks the lab's DNS");
    if (ports && is_about_another_address(*use))
      return fmt::format("a fault of the address {} needs a namespace cell",
                         *use->trigger.when.address);
    if (use->entry->info.needs_packets && !setting.sees_packets)
      return fmt::format("`{}` is proven by packets, which this cell can't see",
                         use->entry->info.id());
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string> lacks_installation(const clients::Client& client,
                                              const Setting& setting) {
  const std::string package =
      client.package.empty() ? "" : fmt::format(" (Debian package {})", client.package);
  const std::string program = clients::fill(client.program, {{"tetralab", setting.program}});
  if (clients::find_program(program).empty())
    return fmt::format("{} is not installed{}", client.name, package);
  std::error_code ec;
  for (const std::string& file : client.needs) {
    if (!std::filesystem::exists(file, ec))
      return fmt::format("{} needs {}{}", client.name, file, package);
  }
  for (const auto& [unused, variable] : client.settings) {
    const char* value = std::getenv(variable.c_str());
    if (value == nullptr || *value == '\0')
      return fmt::format("{} needs {} in the environment", client.name, variable);
  }
  return std::nullopt;
}

bool can_meet(const clients::Client& client, const scenario::FaultUse& use) {
  return (use.service != "ocsp" && use.service != "crl") || client.can.count(use.service) != 0;
}

std::optional<std::string> reason_to_skip(const Case& c, const Setting& setting) {
  if (c.client->program.empty())
    return fmt::format("{} can't be run here: its expectations are data", c.client->name);
  if (auto reason = lacks_installation(*c.client, setting)) return reason;
  if (auto reason = lacks_ability(c)) return reason;
  if (auto reason = lacks_world(c, setting)) return reason;
  return lacks_expectation(c);
}

}  // namespace tetra::run
