#include <fmt/format.h>

#include "engine/scenario/loader.hpp"
#include "engine/scenario/schema_parts.hpp"

namespace tetra::scenario {
namespace schema {
namespace {

Json bilingual_schema() {
  Json map = closed_map({{"en", any_scalar()}, {"de", any_scalar()}});
  map["required"] = {"en"};
  return any_of({any_scalar(), std::move(map)});
}

Json login_schema() {
  Json given = closed_map({{"user", any_scalar()}, {"password", any_scalar()}});
  given["required"] = {"user", "password"};
  return any_of({enumeration(words_of("login")), std::move(given)});
}

Json policy_schema() {
  Json properties = Json::object();
  for (const std::string& name : policy_switches()) properties[name] = enumeration({"0", "1"});
  return closed_map(std::move(properties));
}

Json words_schema() {
  return {{"type", "object"},
          {"propertyNames", pattern("^[a-z][a-z0-9]*(-[a-z0-9]+)*$")},
          {"additionalProperties", {{"not", {{"type", "null"}}}}}};
}

Json form_schema(const KeyInfo& key) {
  using Form = KeyInfo::Form;
  switch (key.form) {
    case Form::text:
      return pattern(id_form);
    case Form::bilingual:
      return bilingual_schema();
    case Form::word:
    case Form::flag:
      return enumeration(words_of(key.name));
    case Form::words:
      return any_of({any_scalar(), {{"type", "array"}, {"items", any_scalar()}}});
    case Form::url:
      return pattern(server_form);
    case Form::target:
      return pattern(target_form);
    case Form::duration:
      return pattern(duration_form);
    case Form::size:
      return any_of({not_negative(), pattern(size_form)});
    case Form::login:
      return login_schema();
    case Form::policy:
      return policy_schema();
    case Form::options:
      return any_of({pattern(option_form), {{"type", "array"}, {"items", pattern(option_form)}}});
    case Form::offset:
      return pattern(offset_form);
    case Form::faults:
      return reference("faults");
    case Form::attempts:
      return any_of({{{"type", "integer"}, {"minimum", 1}, {"maximum", most_attempts}},
                     {{"type", "array"},
                      {"minItems", 1},
                      {"maxItems", most_attempts},
                      {"items", reference("attempt")}}});
    case Form::expect:
      return reference("expect");
    case Form::wire:
      return reference("wire");
    case Form::trigger:
      return trigger_schema(key.name);
    case Form::rate:
      return pattern(rate_form);
    case Form::when:
      return when_schema();
    case Form::member_words:
      return words_schema();
    case Form::members:
      return {{"type", "object"},
              {"minProperties", 1},
              {"propertyNames", pattern(id_form)},
              {"additionalProperties", or_nothing(reference("member"))}};
  }
  return Json::object();
}

}  // namespace

Json properties_of(const std::vector<KeyInfo>& keys) {
  Json properties = Json::object();
  for (const KeyInfo& key : keys) {
    const std::string meaning = key.fallback.empty()
                                    ? std::string(key.meaning)
                                    : fmt::format("{} (default: {})", key.meaning, key.fallback);
    properties[std::string(key.name)] = described(meaning, form_schema(key));
  }
  return properties;
}

namespace {

Json faults_schema() {
  Json properties = properties_of(fault_keys());
  Json one_service = Json::array();
  for (const std::string& service : services()) {
    properties[service] = service_schema(service);
    one_service.push_back({{"required", {service}}});
  }
  Json item = closed_map(std::move(properties));
  item["oneOf"] = std::move(one_service);
  return {{"type", "array"}, {"items", std::move(item)}};
}

// A scenario's keys: those of one that stands alone, of a family's common part, or of a member.
Json scenario_properties() {
  Json properties = properties_of(scenario_keys());
  for (auto& [key, schema] : properties.items()) {
    if (key != "id" && key != "extends" && key != "family")
      schema["allOf"][0] = or_nothing(std::move(schema["allOf"][0]));
  }
  for (const std::string_view key : {"faults", "attempts"}) {
    const std::string name = std::string(key) + "+";
    properties[name] = {
        {"description",
         fmt::format("appended to the `{}` of the scenario that this one extends, or of its family",
                     key)},
        {"type", "array"}};
    properties[name]["items"] =
        key == "faults" ? Json{{"$ref", "#/definitions/faults/items"}} : reference("attempt");
  }
  return properties;
}

Json member_schema() {
  Json properties = scenario_properties();
  properties.erase("id");
  properties.erase("family");
  return closed_map(std::move(properties));
}

}  // namespace
}  // namespace schema

std::string json_schema() {
  using namespace schema;
  Json whole{{"$schema", "http://json-schema.org/draft-07/schema#"},
             {"title", "TETRA Lab scenario"}};
  whole.update(closed_map(scenario_properties()));
  // Of a member alone can't be seen whether there is something to append to.
  whole["dependencies"] = {{"faults+", {"extends"}},
                           {"attempts+", {"extends"}},
                           {"with", {"family"}},
                           {"family", {{"not", {{"required", {"id"}}}}}}};
  whole["definitions"] = {
      {"faults", faults_schema()}, {"attempt", closed_map(properties_of(attempt_keys()))},
      {"member", member_schema()}, {"expect", expect_schema()},
      {"wire", wire_schema()},     {"matcher", matcher_schema()}};
  take_words(whole);
  return whole.dump(2);
}

}  // namespace tetra::scenario
