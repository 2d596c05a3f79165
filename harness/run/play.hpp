#pragma once
#include "harness/cell/launch.hpp"
#include "harness/run/case.hpp"
#include "world/world.hpp"

namespace tetra::run {

/// What the cell of this scenario is to contain: addresses, resolver, trust store.
cell::CellSpec cell_for(const world::Blueprint& blueprint);

/// The client's `{home}`, made before its cell was.
struct HomeFolder {
  std::string path;
  int held = -1;  ///< a descriptor of it where it is kept; else what says that it is in use
                  ///< (TemporaryFolder)
};

/// The body of a case's cell: runs the world and the client's attempts and sends the observation
/// over the channel. `home` exists. Returns the cell's exit status.
int play(cell::Inside inside, world::Blueprint blueprint, const Case& a_case,
         const Setting& setting, const HomeFolder& home);

/// All placeholders of a client in a running world: the world's, and those of the case.
std::map<std::string, std::string> placeholders_for(const world::World& world, const Case& a_case,
                                                    const Setting& setting,
                                                    const std::string& folder);

/// The conditions of arguments that hold in this case: the route, the scheme of the server, the
/// kind of cell, `login`.
std::vector<std::string> conditions_for(const scenario::Scenario& scenario, const Setting& setting,
                                        const std::map<std::string, std::string>& placeholders);

/// The client's command with its conditional arguments, then what the scenario's options stand for,
/// placeholders filled.
std::vector<std::string> command_for(const clients::Client& client,
                                     const std::vector<std::string>& conditions,
                                     const std::vector<scenario::Option>& options,
                                     const std::map<std::string, std::string>& placeholders);

/// Writes the client's files, `ca.pem` and `definitions-key.pem` into the folder.
void write_files(const world::World& world, const clients::Client& client,
                 const std::map<std::string, std::string>& placeholders, const std::string& folder);

/// `installed: true`: lays the 64-bit release before the current one out as the client's file says.
/// A client without `definitions` keeps none, so nothing is laid.
void install_definitions(const definitions::Tree& tree, const clients::Client& client,
                         const std::map<std::string, std::string>& placeholders);

/// The client's folder as a file system of its own, in a cell with mounts of its own: for a disk
/// that gets full. What is in it when this is destroyed is copied to the folder below, where
/// evidence is kept. Throws when the kernel refuses.
class OwnDisk {
 public:
  explicit OwnDisk(const std::string& folder);
  ~OwnDisk();
  OwnDisk(const OwnDisk&) = delete;
  OwnDisk& operator=(const OwnDisk&) = delete;
  /// From now on so many bytes can be written, counted in whole pages.
  void leave_free(std::uint64_t bytes);

 private:
  std::string folder_;
  int below_;      // the folder that is hidden
  int disk_ = -1;  // what hides it
};

/// `locked: true`: makes the folder a mount point, which the kernel lets nobody replace or remove
/// (EBUSY), as a file that is in use on Windows.
void lock_folder(const std::string& folder);

}  // namespace tetra::run
