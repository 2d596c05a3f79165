#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>

#include "engine/base/text.hpp"
#include "engine/scenario/loader.hpp"
#include "engine/scenario/vocabulary.hpp"

namespace tetra::scenario {
namespace {

using Json = nlohmann::ordered_json;
using fault::Catalog;
using fault::ParamInfo;

// What editors make of a plain YAML scalar that may be anything.
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

// A word of a list; where YAML would read it as a number or a truth value, that as well.
Json enumeration(const std::vector<std::string>& words) {
  Json values = Json::array();
  for (const std::string& word : words) {
    values.push_back(word);
    const Json value = Json::parse(word, nullptr, false);
    if (!value.is_discarded() && !value.is_string()) values.push_back(value);
  }
  return {{"enum", std::move(values)}};
}

Json number_schema(const ParamInfo& param) {
  const std::int64_t least = param.least.value_or(std::numeric_limits<std::int64_t>::min());
  const std::int64_t most = param.most.value_or(std::numeric_limits<std::int64_t>::max());
  const Json number{{"type", "integer"}, {"minimum", least}, {"maximum", most}};
  const Json text = pattern("^[+-]?([0-9]+|0[xX][0-9a-fA-F]+)$");
  return param.choices.empty() ? any_of({number, text})
                               : any_of({enumeration(param.choices), number, text});
}

constexpr std::string_view size_form = "^[0-9]+(\\.[0-9]+)?(B|kB|KB|MB|GB|KiB|MiB|GiB)?$";
constexpr std::string_view position_form =
    "^(-?[0-9]+(\\.[0-9]+)?(B|kB|KB|MB|GB|KiB|MiB|GiB)?|[0-9]+(\\.[0-9]+)?%)$";
constexpr std::string_view duration_form = "^-?[0-9]+(\\.[0-9]+)?(ns|us|ms|s|m|h|d)$";
constexpr std::string_view range_form =
    "^(([0-9]+|0[xX][0-9a-fA-F]+)(\\.\\.([0-9]+|0[xX][0-9a-fA-F]+)?)?|\\.\\.([0-9]+|0[xX][0-9a-fA-"
    "F]+))$";
const Json not_negative{{"type", "integer"}, {"minimum", 0}};

Json value_schema(const ParamInfo& param) {
  const std::string& type = param.type;
  if (type == "size") return any_of({not_negative, pattern(size_form)});
  if (type == "position") {
    Json after = closed_map({{"after", {{"type", "string"}, {"minLength", 1}}}});
    after["required"] = {"after"};
    return any_of({{{"type", "integer"}}, pattern(position_form), std::move(after)});
  }
  if (type == "duration") return pattern(duration_form);
  if (type == "range") return any_of({not_negative, pattern(range_form)});
  if (type == "integer" || type == "symbol") return number_schema(param);
  if (type == "one-of" || type == "flag") return enumeration(param.choices);
  if (type == "text" || type == "bytes") return any_scalar();
  if (type == "list") return any_of({any_scalar(), {{"type", "array"}, {"items", any_scalar()}}});
  if (type == "map") return {{"type", "object"}};
  return Json::object();
}

Json param_schema(const ParamInfo& param) {
  Json schema = value_schema(param);
  schema["description"] = param.fallback
                              ? fmt::format("{} (default {})", param.meaning, *param.fallback)
                              : param.meaning;
  return schema;
}

bool is_required(const ParamInfo& param) {
  return !param.fallback && !param.optional;
}

// A fault's parameters: a map; or the first of them alone; or nothing at all.
Json fault_schema(const Catalog::Entry& entry) {
  const auto& params = entry.params;
  Json properties = Json::object();
  Json required = Json::array();
  for (const ParamInfo& param : params) {
    properties[param.name] = param_schema(param);
    if (is_required(param)) required.push_back(param.name);
  }
  Json forms = Json::array();
  if (required.empty()) forms.push_back({{"type", "null"}});
  const bool first_suffices =
      !params.empty() && std::none_of(params.begin() + 1, params.end(), is_required);
  if (first_suffices && params.front().type != "map") {
    Json alone = value_schema(params.front());
    alone["not"] = {{"type", "object"}};  // a map always names parameters
    forms.push_back(std::move(alone));
  }
  Json map = closed_map(std::move(properties));
  if (!required.empty()) map["required"] = required;
  forms.push_back(std::move(map));
  return {{"description", entry.info.summary}, {"anyOf", std::move(forms)}};
}

Json service_schema(const std::string& service) {
  Json faults = Json::object();
  std::vector<std::string> bare;
  for (const std::string& name : Catalog::instance().names_for(service)) {
    const Catalog::Entry& entry = *Catalog::instance().find(service, name);
    faults[name] = fault_schema(entry);
    if (std::none_of(entry.params.begin(), entry.params.end(), is_required)) bare.push_back(name);
  }
  Json map = closed_map(std::move(faults));
  map["minProperties"] = 1;
  map["maxProperties"] = 1;
  return bare.empty() ? map : any_of({enumeration(bare), std::move(map)});
}

// Which keys of `when` are ranges is asked of the trigger itself: a range refuses a word.
Json when_schema() {
  Json properties = Json::object();
  for (const std::string& key : fault::when_keys()) {
    const Node probe = map_node({{"when", map_node({{key, scalar_node("word")}})}});
    properties[key] =
        fault::read_trigger(probe) ? any_scalar() : any_of({not_negative, pattern(range_form)});
  }
  return closed_map(std::move(properties));
}

Json trigger_schema(std::string_view key) {
  if (key == "probability") return {{"type", "number"}, {"exclusiveMinimum", 0}, {"maximum", 1}};
  const bool from_zero =
      fault::read_trigger(map_node({{std::string(key), scalar_node("0")}})).has_value();
  return any_of({{{"type", "integer"}, {"minimum", from_zero ? 0 : 1}},
                 pattern("^[+]?([0-9]+|0[xX][0-9a-fA-F]+)$")});
}

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
      return any_of({not_negative, pattern(size_form)});
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
  }
  return Json::object();
}

Json described(std::string_view description, Json schema) {
  Json all = Json::array();
  all.push_back(std::move(schema));
  return {{"description", description}, {"allOf", std::move(all)}};
}

// A scenario that extends another takes a key away by writing it without a value; whether there is
// one to take away, the reader sees.
Json or_nothing(Json schema) {
  return any_of({{{"type", "null"}}, std::move(schema)});
}

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

}  // namespace

std::string json_schema() {
  Json properties = properties_of(scenario_keys());
  for (auto& [key, schema] : properties.items()) {
    if (key != "id" && key != "extends")
      schema["allOf"][0] = or_nothing(std::move(schema["allOf"][0]));
  }
  for (const std::string_view key : {"faults", "attempts"}) {
    const std::string name = std::string(key) + "+";
    properties[name] = {
        {"description",
         fmt::format("appended to the `{}` of the scenario that this one extends", key)},
        {"type", "array"}};
    properties[name]["items"] =
        key == "faults" ? Json{{"$ref", "#/definitions/faults/items"}} : reference("attempt");
  }
  Json schema = closed_map(std::move(properties));
  Json whole{{"$schema", "http://json-schema.org/draft-07/schema#"},
             {"title", "TETRA Lab scenario"}};
  whole.update(schema);
  whole["dependencies"] = {{"faults+", {"extends"}}, {"attempts+", {"extends"}}};
  whole["definitions"] = {{"faults", faults_schema()},
                          {"attempt", closed_map(properties_of(attempt_keys()))},
                          {"expect", expect_schema()},
                          {"wire", wire_schema()},
                          {"matcher", matcher_schema()}};
  return whole.dump(2);
}

}  // namespace tetra::scenario
