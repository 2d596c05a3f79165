#include "harness/cli/preparation.hpp"

#include <algorithm>
#include <filesystem>

namespace tetra::cli {
namespace {

bool will_run(const clients::Client& client, const select::Selection& selection,
              const run::Setting& setting, bool all) {
  if (client.prepare.empty() || run::lacks_installation(client, setting)) return false;
  return all || std::ranges::any_of(selection.scenarios, [&](const std::string& id) {
           return !run::reason_to_skip(
               run::Case{&selection.library.scenarios().at(id), &client, {}, 0}, setting);
         });
}

}  // namespace

Result<Preparation> prepare_clients(const select::Selection& selection, const run::Setting& setting,
                                    bool all) {
  Preparation made;
  for (const std::string& name : selection.chosen_clients) {
    const clients::Client& client = selection.clients.at(name);
    if (!will_run(client, selection, setting, all)) continue;
    if (!made.below) {
      auto below = run::TemporaryFolder::make();
      if (!below) return fail(below.error());
      made.below.emplace(std::move(*below));
      // Cells whose user is another one read what lies here.
      std::filesystem::permissions(made.below->path(), std::filesystem::perms(0755));
    }
    const std::string folder = made.below->path() + "/" + name;
    std::filesystem::create_directory(folder);
    const auto done = clients::prepare(client, {{"prepared.folder", folder},
                                                {"client.folder", run::client_folder(client)},
                                                {"tetralab", setting.program}});
    if (!done) return fail(done.error());
    made.folders.emplace(name, folder);
  }
  return made;
}

}  // namespace tetra::cli
