#include "connector/posture.hpp"

#include <nlohmann/json.hpp>

namespace tetra::connector {
namespace {

std::string shown_name(const std::string& engine) {
  if (engine == "av64bit") return "TETRA 64 bit";
  return engine == "av32bit" ? "TETRA 32 bit" : engine;
}

}  // namespace

std::string posture_json(const LocalState& state) {
  auto engines = nlohmann::ordered_json::array();
  for (const auto& engine : state.engines)
    engines.push_back(
        {{"name", shown_name(engine.engine)}, {"definition_version", engine.version}});
  nlohmann::ordered_json posture{{"agent_uuid", state.uuid},
                                 {"connected", state.has_lasterror && state.lasterror == 0},
                                 {"connector_version", connector_version},
                                 {"engines", engines},
                                 {"engines_shape", "tetra-lab"}};
  return posture.dump(-1, ' ', true, nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace tetra::connector
