#pragma once
#include <cstdint>
#include <string>

#include "engine/journal/kind.hpp"

namespace tetra::event {

/// Every door of the world is open.
struct Ready {
  std::string scenario;
  std::int64_t seed;

  static constexpr journal::Kind kind{.word = "ready",
                                      .en = "All services are bound and answer.",
                                      .de = "Alle Dienste sind gebunden und antworten.",
                                      .service = "world"};
  template <class Each>
  static constexpr void fields(Each&& each) {
    each({"scenario", "the scenario's id"}, &Ready::scenario);
    each({"seed", "of definitions and probabilities"}, &Ready::seed);
  }
};

/// An attempt begins.
struct AttemptBegins {
  std::int64_t number;

  static constexpr journal::Kind kind{.word = "attempt",
                                      .en = "An attempt begins, with its faults in force.",
                                      .de = "Ein Versuch beginnt; seine Fehler sind in Kraft.",
                                      .service = "world"};
  template <class Each>
  static constexpr void fields(Each&& each) {
    each({"number", "which one, from 1"}, &AttemptBegins::number);
  }
};

}  // namespace tetra::event
