#include <algorithm>

#include "engine/scenario/loader.hpp"
#include "engine/scenario/schema_parts.hpp"

namespace tetra::scenario::schema {

// Editors get no regular expressions checked here; a quoted text is one, and so is every word.
Json matcher_schema() {
  return any_of({any_scalar(),
                 {{"type", "array"}, {"minItems", 1}, {"maxItems", 100}, {"items", any_scalar()}}});
}

Json expect_schema() {
  const Json evidence = enumeration(expectation_marks());
  Json skipped =
      closed_map({{"skip", {{"type", "string"}, {"minLength", 1}}}, {"evidence", evidence}});
  skipped["required"] = {"skip"};
  const Json text_probe =
      any_of({{{"type", {"string", "boolean"}}},
              {{"type", "array"}, {"minItems", 1}, {"items", {{"type", {"string", "boolean"}}}}}});
  Json probes{{"type", "object"},
              {"minProperties", 1},
              {"not", {{"required", {"skip"}}}},
              {"additionalProperties", or_nothing(reference("matcher"))}};
  probes["properties"] = {{"evidence", evidence},
                          {"stdout", or_nothing(text_probe)},
                          {"stderr", or_nothing(text_probe)}};
  return {{"type", "object"},
          {"additionalProperties", false},
          {"patternProperties",
           {{std::string(client_form),
             any_of({{{"type", "null"}}, std::move(skipped), std::move(probes)})}}}};
}

Json wire_schema() {
  Json properties = Json::object();
  for (const std::string& service : services()) {
    const std::vector<std::string> names = metric_names(service);
    Json counted = Json::object();
    for (const Metric& metric : metrics()) {
      const bool has_it = std::find(names.begin(), names.end(), metric.name) != names.end();
      if (has_it)
        counted[std::string(metric.name)] =
            described(metric.meaning, or_nothing(reference("matcher")));
    }
    properties[service] = or_nothing(closed_map(std::move(counted)));
  }
  return closed_map(std::move(properties));
}

}  // namespace tetra::scenario::schema
