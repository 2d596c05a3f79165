#pragma once
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "engine/scenario/vocabulary.hpp"

namespace tetra::scenario::schema {

using Json = nlohmann::ordered_json;

/// What editors make of a plain YAML scalar that may be anything.
Json any_scalar();
Json pattern(std::string_view form);
Json any_of(std::initializer_list<Json> alternatives);
Json reference(std::string_view name);
Json closed_map(Json properties);
/// A word of a list; where YAML would read it as a number or a truth value, that as well.
Json enumeration(const std::vector<std::string>& words);
Json described(std::string_view description, Json schema);
/// What is laid over something else takes a key away by writing it without a value; whether there
/// is one to take away, the reader sees.
Json or_nothing(Json schema);

inline constexpr std::string_view size_form = "^[0-9]+(\\.[0-9]+)?(B|kB|KB|MB|GB|KiB|MiB|GiB)?$";
inline constexpr std::string_view duration_form = "^-?[0-9]+(\\.[0-9]+)?(ns|us|ms|s|m|h|d)$";
inline constexpr std::string_view range_form =
    "^(([0-9]+|0[xX][0-9a-fA-F]+)(\\.\\.([0-9]+|0[xX][0-9a-fA-F]+)?)?|\\.\\.([0-9]+|0[xX][0-9a-fA-"
    "F]+))$";
Json not_negative();

/// Every key of a map with its meaning, default and form.
Json properties_of(const std::vector<KeyInfo>& keys);
/// One service with one fault of it, from the catalog.
Json service_schema(const std::string& service);
/// The values of `when:` and of a trigger's other keys.
Json when_schema();
Json trigger_schema(std::string_view key);
/// The values of `expect:` and `wire:`, and what they compare with.
Json expect_schema();
Json wire_schema();
Json matcher_schema();

/// Lets a text with a `$word` stand wherever this schema, or one inside of it, asks for a value.
void take_words(Json& schema);

}  // namespace tetra::scenario::schema
