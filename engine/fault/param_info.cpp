#include "engine/fault/param_info.hpp"

namespace tetra::fault {

ParamInfo info_of(std::string_view name, std::string_view type, std::string_view meaning,
                  std::optional<std::string> fallback) {
  ParamInfo info;
  info.name = name;
  info.type = type;
  info.meaning = meaning;
  info.fallback = std::move(fallback);
  return info;
}

ParamInfo optional_of(std::string_view name, std::string_view type, std::string_view meaning) {
  ParamInfo info = info_of(name, type, meaning);
  info.optional = true;
  return info;
}

}  // namespace tetra::fault
