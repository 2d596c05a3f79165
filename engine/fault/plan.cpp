#include "engine/fault/plan.hpp"

namespace tetra::fault {

wire::Acted acted_by(ArmedPtr armed, Clockwork& clockwork, std::uint64_t connection) {
  return [armed = std::move(armed), &clockwork, connection](std::vector<journal::Field> details) {
    ++armed->acted;
    std::vector<journal::Field> fields;
    fields.push_back(journal::Field{"fault", armed->id});
    fields.push_back(journal::Field{"index", static_cast<std::int64_t>(armed->index)});
    fields.push_back(journal::Field{"attempt", static_cast<std::int64_t>(clockwork.attempt)});
    for (journal::Field& detail : details) fields.push_back(std::move(detail));
    clockwork.journal->write(armed->service, "fault", connection, std::move(fields));
  };
}

}  // namespace tetra::fault
