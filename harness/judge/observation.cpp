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

std::string SeenEvent::text(const journal::FieldKey& key) const {
  for (const auto& [name, value] : fields) {
    if (name == key.name) return value;
  }
  return {};
}

SeenEvent seen(const journal::Event& event) {
  SeenEvent out{static_cast<double>(event.at.count()) / 1e6,
                event.service,
                std::string(event.kind->word),
                event.connection,
                {},
                event.seq,
                event.time};
  for (const journal::Field& field : event.fields)
    out.fields.emplace_back(field.key(), field.text());
  return out;
}

}  // namespace tetra::judge
