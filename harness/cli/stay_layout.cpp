// What the endpoint of a world that one stays in finds on its disk.
#include <fmt/format.h>

#include "harness/cli/stay.hpp"
#include "harness/run/play.hpp"

namespace tetra::cli {
namespace {

void lay_definitions(const world::World& world,
                     const std::map<std::string, std::string>& placeholders, const Stay& stay,
                     std::vector<std::string>& remarks) {
  const bool mounts = stay.setting.isolation == cell::IsolationKind::namespace_cell;
  bool kept = false;
  for (const clients::Client* client : stay.clients) {
    if (!client->definitions) continue;
    kept = true;
    if (stay.scenario.installed) run::install_definitions(world.tree(), *client, placeholders);
    const bool lock = stay.scenario.locked && mounts && !client->definitions->next.empty();
    if (lock) run::lock_folder(clients::fill(client->definitions->next, placeholders));
  }
  if (!kept && (stay.scenario.installed || stay.scenario.locked))
    remarks.emplace_back(
        "`installed` and `locked` are not laid out: none of the clients told of here keeps "
        "definitions");
  if (!mounts && stay.scenario.locked)
    remarks.emplace_back("`locked` is not laid out: it needs a namespace cell");
  if (!mounts && stay.scenario.disk)
    remarks.emplace_back("`disk` is not laid out: it needs a namespace cell");
}

}  // namespace

std::vector<std::string> lay_out(const world::World& world,
                                 const std::map<std::string, std::string>& placeholders,
                                 const Stay& stay) {
  std::vector<std::string> remarks;
  run::write_files(world, stay.visitor, placeholders, stay.home);
  for (const clients::Client* client : stay.clients)
    run::write_files(world, *client, placeholders, stay.home);
  lay_definitions(world, placeholders, stay, remarks);
  return remarks;
}

}  // namespace tetra::cli
