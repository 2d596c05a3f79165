#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tetra::fault {

/// All that the linter, the schema, `tetralab faults`, the reference and the console say about one
/// parameter.
struct ParamInfo {
  std::string name;
  std::string type;     ///< `size`, `position`, `duration`, `integer`, `flag`, `text`, `bytes`,
                        ///< `one-of`, `symbol`, `list`, `range`
  std::string meaning;  ///< half a sentence
  std::optional<std::string>
      fallback;  ///< as it would be written in YAML; nullopt: must be given, unless optional
  bool optional = false;             ///< may be left out although it has no fallback
  std::vector<std::string> choices;  ///< of `one-of` and `symbol`
  std::optional<std::int64_t> least, most;
};

/// One with a fallback, or else one that must be given.
ParamInfo info_of(std::string_view name, std::string_view type, std::string_view meaning,
                  std::optional<std::string> fallback = {});
/// One that may be left out.
ParamInfo optional_of(std::string_view name, std::string_view type, std::string_view meaning);

}  // namespace tetra::fault
