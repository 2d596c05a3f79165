#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "engine/fault/catalog.hpp"
#include "engine/fault/trigger.hpp"
#include "engine/scenario/schema_parts.hpp"

namespace tetra::scenario::schema {
namespace {

using fault::Catalog;
using fault::ParamInfo;

constexpr std::string_view position_form =
    "^(-?[0-9]+(\\.[0-9]+)?(B|kB|KB|MB|GB|KiB|MiB|GiB)?|[0-9]+(\\.[0-9]+)?%)$";
Json number_schema(const ParamInfo& param) {
  const std::int64_t least = param.least.value_or(std::numeric_limits<std::int64_t>::min());
  const std::int64_t most = param.most.value_or(std::numeric_limits<std::int64_t>::max());
  const Json number{{"type", "integer"}, {"minimum", least}, {"maximum", most}};
  const Json text = pattern("^[+-]?([0-9]+|0[xX][0-9a-fA-F]+)$");
  return param.choices.empty() ? any_of({number, text})
                               : any_of({enumeration(param.choices), number, text});
}

Json value_schema(const ParamInfo& param) {
  const std::string& type = param.type;
  if (type == "size") return any_of({not_negative(), pattern(size_form)});
  if (type == "position") {
    Json after = closed_map({{"after", {{"type", "string"}, {"minLength", 1}}}});
    after["required"] = {"after"};
    return any_of({{{"type", "integer"}}, pattern(position_form), std::move(after)});
  }
  if (type == "duration") return pattern(duration_form);
  if (type == "range") return any_of({not_negative(), pattern(range_form)});
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

}  // namespace

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
        fault::read_trigger(probe) ? any_scalar() : any_of({not_negative(), pattern(range_form)});
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

}  // namespace tetra::scenario::schema
