#include "harness/judge/observation.hpp"

namespace tetra::judge {

std::string_view to_string(Ended ended) {
  switch (ended) {
    case Ended::exited:
      return "exited";
    case Ended::timed_out:
      return "timeout";
    case Ended::crashed:
      return "crashed";
    case Ended::not_started:
      break;
  }
  return "not-started";
}

SeenEvent seen(const journal::Event& event) {
  SeenEvent out{
      static_cast<double>(event.at.count()) / 1e6, event.service, event.kind, event.connection, {}};
  for (const journal::Field& field : event.fields)
    out.fields.emplace_back(field.key, event.text(field.key));
  return out;
}

}  // namespace tetra::judge
