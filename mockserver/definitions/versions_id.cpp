#include "mockserver/definitions/versions_id.hpp"

namespace tetra::definitions {

VersionsId versions_id(Engine engine, std::uint32_t id) {
  const std::string number = std::to_string(id);
  const std::string folder = "/v2/" + std::string(name_of(engine)) + "_" + number + "/versions.";
  return {"", number, folder + "id", folder + "dat", folder + "sig"};
}

std::string to_xml(const VersionsId& versions) {
  return versions.prolog + "<info><all><id value=\"" + versions.id + "\"/></all><v3 id_path=\"" +
         versions.v3_id_path + "\" dat_path=\"" + versions.v3_dat_path + "\" sig_path=\"" +
         versions.v3_sig_path + "\"/></info>\n";
}

}  // namespace tetra::definitions
