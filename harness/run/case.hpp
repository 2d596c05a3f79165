#pragma once
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "harness/cell/cell_spec.hpp"
#include "harness/cell/fd.hpp"
#include "harness/clients/client.hpp"
#include "harness/judge/diagnosis.hpp"
#include "world/blueprint.hpp"

namespace tetra::run {

/// One scenario with one client. The pointers live as long as the run.
struct Case {
  const scenario::Scenario* scenario = nullptr;
  const clients::Client* client = nullptr;
  std::string client_version;
  unsigned round = 0;  ///< of a repeated run, from 1; 0: run once
};

/// What a machine and a command line make of a run.
struct Setting {
  cell::IsolationKind isolation = cell::IsolationKind::namespace_cell;
  bool sees_packets = true;  ///< a packet tap can be had in the cell
  std::uint64_t seed = 1;
  bool judges = true;   ///< else what would be a pass is `measured`
  std::string keep;     ///< folder for evidence; empty: nothing is kept
  std::string program;  ///< this executable, for `{tetralab}`
  std::string version;  ///< of the lab
  std::map<std::string, std::string>
      prepared{};  ///< client -> the folder that its `prepare` has filled
};

/// What of a client's program, files and settings this machine lacks, in one sentence; nullopt when
/// it is all there.
std::optional<std::string> lacks_installation(const clients::Client& client,
                                              const Setting& setting);

/// The folder of a client's file, as an absolute path; empty when it has no file.
std::string client_folder(const clients::Client& client);

/// Why a case is not run, in one sentence; nullopt when it is.
std::optional<std::string> reason_to_skip(const Case& a_case, const Setting& setting);

/// Whether the verdict may ask that a fault of this service acted with this client.
bool can_meet(const clients::Client& client, const scenario::FaultUse& use);

/// One finished case.
struct Finished {
  Case a_case;
  judge::Verdict verdict;
  judge::Observation observation;
  std::string folder;  ///< kept evidence; empty when none
  std::shared_ptr<const cell::Fd>
      evidence;  ///< that folder itself, wherever its path may lead by now
  judge::Diagnosis
      diagnosis;  ///< of a failed case, once somebody who knows all scenarios has made it
};

/// Runs the cases in their order, at most `jobs` at a time, and tells each as it ends. Skipped ones
/// are told as well. False when SIGINT, SIGTERM, SIGHUP or SIGQUIT ended it: the cells that ran
/// then are gone and were not told.
bool run_cases(const std::vector<Case>& cases, const Setting& setting, unsigned jobs,
               const std::function<void(Finished)>& on_finished);

/// CBOR (RFC 8949): a client's output may be any bytes, and none of them grows on the way.
std::string to_cbor(const judge::Observation& observation);
/// Nothing when the bytes are no observation (a cell that died).
std::optional<judge::Observation> observation_from_cbor(const std::string& bytes);

}  // namespace tetra::run
