#pragma once
#include <cstdint>
#include <string>

#include "engine/journal/kind.hpp"

namespace tetra::event {

using journal::Drawn;
using journal::Kind;

/// A fault acted. Its details follow the fields.
struct Fault {
  std::string fault;
  std::int64_t index;
  std::int64_t attempt;

  static constexpr bool takes_details = true;
  static constexpr Kind kind{
      .word = "fault",
      .en = "A fault acted: the peer got something that it would not have got without it.",
      .de =
          "Ein Fehler hat gewirkt: Die Gegenseite bekam etwas, das sie ohne ihn nicht bekommen "
          "hätte.",
      .drawn = {.as = Drawn::As::fault, .text = "{fault}"}};
  template <class Each>
  static constexpr void fields(Each&& each) {
    each({"fault", "the fault's id, `http.cut`"}, &Fault::fault);
    each({"index", "its place among the faults of the scenario, over all attempts, from 0"},
         &Fault::index);
    each({"attempt", "the attempt in which it acted, from 1"}, &Fault::attempt);
  }
};

/// Events were lost on the way to this reader. Never written: it stands where they are missing.
struct Gap {
  std::int64_t events;
  std::int64_t first;
  std::int64_t last;

  static constexpr Kind kind{.word = "gap",
                             .en = "Events are missing here: there were more than are kept.",
                             .de = "Hier fehlen Ereignisse: Es waren mehr, als aufbewahrt werden.",
                             .service = "journal"};
  template <class Each>
  static constexpr void fields(Each&& each) {
    each({"events", "how many are missing"}, &Gap::events);
    each({"first", "the number of the first of them"}, &Gap::first);
    each({"last", "the number of the last of them"}, &Gap::last);
  }
};

}  // namespace tetra::event
