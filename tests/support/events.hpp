#pragma once
// The kinds of events and the details that tests wait for, and those that only tests write.
#include "engine/http/details.hpp"
#include "engine/journal/kinds/http.hpp"
#include "engine/journal/kinds/lab.hpp"
#include "engine/journal/kinds/transport.hpp"
#include "engine/journal/kinds/tunnel.hpp"
#include "engine/wire/details.hpp"

namespace tetra::event {

/// A test's server is done with a connection.
struct Gone {
  static constexpr journal::Kind kind{
      .word = "gone",
      .en = "The test's server is done with a connection.",
      .de = "Der Server des Tests ist mit einer Verbindung fertig."};
  template <class Each>
  static constexpr void fields(Each&&) {}
};

}  // namespace tetra::event
