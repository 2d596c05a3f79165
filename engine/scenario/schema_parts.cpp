#include "engine/scenario/schema_parts.hpp"

#include <fmt/format.h>

namespace tetra::scenario::schema {

Json any_scalar() {
  return {{"type", {"string", "number", "boolean"}}};
}
Json pattern(std::string_view form) {
  return {{"type", "string"}, {"pattern", form}};
}
Json any_of(std::initializer_list<Json> alternatives) {
  return {{"anyOf", Json(std::vector<Json>(alternatives))}};
}
Json reference(std::string_view name) {
  return {{"$ref", fmt::format("#/definitions/{}", name)}};
}
Json closed_map(Json properties) {
  return {
      {"type", "object"}, {"additionalProperties", false}, {"properties", std::move(properties)}};
}

Json enumeration(const std::vector<std::string>& words) {
  Json values = Json::array();
  for (const std::string& word : words) {
    values.push_back(word);
    const Json value = Json::parse(word, nullptr, false);
    if (!value.is_discarded() && !value.is_string()) values.push_back(value);
  }
  return {{"enum", std::move(values)}};
}

Json described(std::string_view description, Json schema) {
  Json all = Json::array();
  all.push_back(std::move(schema));
  return {{"description", description}, {"allOf", std::move(all)}};
}

Json or_nothing(Json schema) {
  return any_of({{{"type", "null"}}, std::move(schema)});
}

Json not_negative() {
  return {{"type", "integer"}, {"minimum", 0}};
}

namespace {

// A `$word` of a family, alone or within a text.
constexpr std::string_view word_form = "\\$\\{?[a-z]";

// A schema of a value that no text meets as it is.
void take_word(Json& schema) {
  if (schema.contains("type") && schema["type"] == "object") return;
  if (schema.contains("allOf")) return take_word(schema["allOf"][0]);
  if (!schema.contains("anyOf")) schema = any_of({std::move(schema)});
  schema["anyOf"].push_back(pattern(word_form));
}

}  // namespace

void take_words(Json& schema) {
  for (const char* list : {"anyOf", "allOf"}) {
    if (!schema.contains(list)) continue;
    for (Json& part : schema[list]) take_words(part);
  }
  for (const char* map : {"properties", "patternProperties", "definitions"}) {
    if (!schema.contains(map)) continue;
    for (auto& [key, value] : schema[map].items()) {
      take_words(value);
      if (std::string_view(map) != "definitions") take_word(value);
    }
  }
  for (const char* inner : {"items", "additionalProperties"}) {
    if (!schema.contains(inner) || !schema[inner].is_object()) continue;
    take_words(schema[inner]);
    take_word(schema[inner]);
  }
}

}  // namespace tetra::scenario::schema
