#pragma once
#include <string_view>

namespace tetra::connector {

enum class Language { en, de };

/// The same in both languages. Both lie in the program for as long as it runs.
struct Phrase {
  std::string_view en, de;

  constexpr std::string_view in(Language language) const {
    return language == Language::de ? de : en;
  }
};

}  // namespace tetra::connector
