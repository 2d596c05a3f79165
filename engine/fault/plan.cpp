#include "engine/fault/plan.hpp"

#include "engine/journal/kinds/lab.hpp"

namespace tetra::fault {

wire::Acted acted_by(ArmedPtr armed, Clockwork& clockwork, std::uint64_t connection) {
  return [armed = std::move(armed), &clockwork, connection](std::vector<journal::Field> details) {
    ++armed->acted;
    event::Fault acted{.fault = armed->id,
                       .index = static_cast<std::int64_t>(armed->index),
                       .attempt = static_cast<std::int64_t>(clockwork.attempt)};
    clockwork.journal->write(armed->service, connection, std::move(acted), std::move(details));
  };
}

}  // namespace tetra::fault
