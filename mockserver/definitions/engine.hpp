#pragma once
#include <string_view>

namespace tetra::definitions {

/// The two engines whose definitions the update server has.
enum class Engine { av64bit, av32bit };
inline constexpr Engine kEngines[] = {Engine::av64bit, Engine::av32bit};

/// The folder's name in a URL: `av64bit`, `av32bit`.
constexpr std::string_view name_of(Engine engine) {
  return engine == Engine::av64bit ? "av64bit" : "av32bit";
}

}  // namespace tetra::definitions
