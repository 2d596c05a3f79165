#pragma once
#include <memory>
#include <string>
#include <vector>

#include "harness/cell/fd.hpp"
#include "harness/cell/launch.hpp"
#include "harness/cli/commands.hpp"
#include "harness/run/case.hpp"
#include "world/world.hpp"

namespace tetra::cli {

/// A world to stay in, and who stays: everything that is known before its cell is made.
struct Stay {
  StayOptions options;
  bool shell = false;  ///< a command runs in it; else it waits to be visited
  scenario::Scenario scenario;
  std::vector<const clients::Client*>
      clients;              ///< whose files are laid out and whose command lines are told
  clients::Client visitor;  ///< who stays, where evidence names a client
  run::Case a_case;         ///< the scenario with that visitor
  run::Setting setting;
  std::string home;                      ///< `{home}`, which exists
  std::shared_ptr<const cell::Fd> kept;  ///< `home` itself, where it is kept
  std::string rerun_script;              ///< of kept evidence
};

/// The body of the cell: the world, and the command in it; without one until the cell is ended.
/// Returns the command's status.
int stay_inside(const cell::Inside& inside, world::Blueprint blueprint, const Stay& stay,
                const std::vector<std::string>& command);

/// What a person can try in that world: its addresses, and the command lines of the clients.
/// `visit` is what must stand before a command to get into the cell; empty where it is there
/// already.
std::string invitation(const world::World& world,
                       const std::map<std::string, std::string>& placeholders, const Stay& stay,
                       const std::string& visit);

/// Lays `{home}` out as for a run: the clients' files, definitions in use, what can't be replaced,
/// a trust store for browsers. Returns what could not be done here, one sentence each.
std::vector<std::string> lay_out(const world::World& world,
                                 const std::map<std::string, std::string>& placeholders,
                                 const Stay& stay);

/// An event as a line for people.
std::string event_line(const journal::Event& event);

}  // namespace tetra::cli
