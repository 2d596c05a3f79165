#include "harness/select/all_scenarios.hpp"

namespace tetra::select {

const std::map<std::string, scenario::Scenario>& Everything::scenarios() {
  if (all_ == nullptr) {
    all_ =
        std::make_unique<std::map<std::string, scenario::Scenario>>(selection_.library.scenarios());
    scenario::Library project;
    project.add({scenario_folder()});
    all_->insert(project.scenarios().begin(), project.scenarios().end());
  }
  return *all_;
}

judge::Diagnosis Everything::diagnose(const run::Finished& failed) {
  const run::Case& what = failed.a_case;
  judge::Diagnosis diagnosis;
  diagnosis.near_misses = judge::near_misses(*what.scenario, *what.client, what.client_version,
                                             failed.observation, scenarios());
  diagnosis.idle = judge::idle_faults(*what.scenario, failed.observation);
  return diagnosis;
}

}  // namespace tetra::select
