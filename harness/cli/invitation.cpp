// What there is to try in a world that one stays in.
#include <fmt/format.h>

#include <algorithm>

#include "engine/base/escaped.hpp"
#include "engine/base/text.hpp"
#include "harness/cli/stay.hpp"
#include "harness/report/proposal.hpp"
#include "harness/run/clock.hpp"
#include "harness/run/play.hpp"
#include "harness/select/shell_words.hpp"

namespace tetra::cli {
namespace {

using Placeholders = std::map<std::string, std::string>;

Duration clock_of(const Stay& stay) {
  return stay.scenario.attempts.at(stay.options.attempt - 1).clock.value_or(stay.scenario.clock);
}

// What the client's file sets for it. Who visits the cell from outside brings the clock along;
// inside it is set already.
std::vector<std::string> variables(const clients::Client& client, const Placeholders& put,
                                   const Stay& stay) {
  cell::Environment changes;
  for (const auto& [name, value] : client.environment) changes[name] = clients::fill(value, put);
  if (!stay.shell && clock_of(stay) != Duration::zero()) run::set_clock(changes, clock_of(stay));
  std::vector<std::string> words;
  for (const auto& [name, value] : changes) words.push_back(fmt::format("{}={}", name, value));
  if (!words.empty()) words.insert(words.begin(), "env");
  return words;
}

std::string client_line(const clients::Client& client, const Placeholders& put, const Stay& stay,
                        const std::string& visit) {
  const scenario::Scenario asked = report::opened(stay.scenario, {client.name});
  const run::Case a_case{&asked, &client, {}, 0};
  if (const auto reason = run::reason_to_skip(a_case, stay.setting))
    return fmt::format("  # {}: {}\n", client.name, text::escaped(*reason));
  std::vector<std::string> words = variables(client, put, stay);
  for (const std::string& word :
       run::command_for(client, run::conditions_for(stay.scenario, stay.setting, put),
                        stay.scenario.options, put))
    words.push_back(word);
  return fmt::format("  {}{}\n", visit, select::quoted(words));
}

std::string address_lines(const world::World& world, const Placeholders& put) {
  std::string lines;
  for (const auto& [service, address] : world.addresses())
    lines += fmt::format("  {:<8} {}\n", service, address);
  return lines +
         fmt::format("  {:<8} {}\n  {:<8} {}\n", "root", put.at("ca.file"), "home", put.at("home"));
}

}  // namespace

std::string invitation(const world::World& world, const Placeholders& put, const Stay& stay,
                       const std::string& visit) {
  std::string text =
      fmt::format("{}: {}\n", stay.scenario.id, text::escaped(stay.scenario.title.en));
  if (stay.scenario.attempts.size() > 1)
    text += fmt::format("  attempt {} of {}; --attempt chooses another\n", stay.options.attempt,
                        stay.scenario.attempts.size());
  // In a namespace the names and ports are those of the real thing: only the way in is new.
  if (!stay.shell) text += address_lines(world, put);
  const bool inside =
      visit.empty() && stay.setting.isolation == cell::IsolationKind::namespace_cell;
  text += visit.empty() ? "try\n" : "try, in another terminal\n";
  for (const clients::Client* client : stay.clients) text += client_line(*client, put, stay, visit);
  if (!inside && visit.empty())
    text += fmt::format("  dig @{} -p {} {}\n", put.at("dns.address"), put.at("dns.port"),
                        put.at("update.host"));
  return text;
}

}  // namespace tetra::cli
