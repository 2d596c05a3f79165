#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tetra::scenario {

/// One key of the language: what the reader accepts, the schema prints and docs/scenarios.md
/// explains.
struct KeyInfo {
  /// What may stand behind the key.
  enum class Form {
    text,
    bilingual,
    word,
    words,
    url,
    target,
    flag,
    duration,
    size,
    login,
    policy,
    options,
    offset,
    faults,
    attempts,
    expect,
    wire,
    trigger,
    rate,
    when,
    member_words,
    members
  };
  std::string_view name;
  Form form;
  std::string_view fallback;  ///< as written in YAML; empty: nothing
  std::string_view meaning;   ///< half a sentence
};

/// The keys of a scenario, of one of its attempts, and those of a fault entry beside the service.
const std::vector<KeyInfo>& scenario_keys();
const std::vector<KeyInfo>& attempt_keys();
const std::vector<KeyInfo>& fault_keys();
std::vector<std::string> names_of(const std::vector<KeyInfo>& keys);

/// The words of the keys of Form::word and Form::flag (`route`, `stage`, `evidence`, `definitions`,
/// `installed`, `locked`, `optional`).
const std::vector<std::string>& words_of(std::string_view key);
/// What the server counts under `wire:`, with its meaning.
struct Metric {
  std::string_view name, meaning;
  std::string_view services;  ///< which have it, a space between
  std::string_view event;     ///< the journal's word for what is counted; empty: read out of events
};
const std::vector<Metric>& metrics();
/// Those of one service, or all: what a service does not have it would count as 0, and prove
/// nothing.
std::vector<std::string> metric_names(std::string_view service = {});
/// The switches below `policy:`; each is 0 or 1.
const std::vector<std::string>& policy_switches();
/// Marks that one expectation may have although a scenario may not.
const std::vector<std::string>& expectation_marks();

/// Regular expressions that both the reader and the schema ask: a scenario's id, a key below
/// `expect:`, a URL of `server:`, a `get:`, a word of `options:`, a `clock:`, an `above:`.
inline constexpr std::string_view id_form = "^[a-z0-9]+(-[a-z0-9]+)*$";
inline constexpr std::string_view client_form =
    "^([a-z0-9][a-z0-9-]*)(?: *(<=|>=|==|<|>) *([0-9]+(?:\\.[0-9]+)*))?$";
inline constexpr std::string_view server_form =
    "^https?://([A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|\\[[0-9a-fA-F:.]+\\])(:[0-9]{1,5})?$";
inline constexpr std::string_view target_form =
    "^(/[!-~]*|\\{payload\\}|\\{manifest\\}|\\{versions\\})$";
inline constexpr std::string_view option_form = "^[a-z0-9]+([.-][a-z0-9]+)*$";
inline constexpr std::string_view offset_form = "^[+-]?[0-9]+(\\.[0-9]+)?(ns|us|ms|s|m|h|d)$";
inline constexpr std::string_view rate_form =
    "^[1-9][0-9]{0,5}/([0-9]+(\\.[0-9]+)?(ns|us|ms|s|m|h|d)|s|m|h)$";
/// Whether the text has one of these forms.
bool has_form(std::string_view text, std::string_view form);

inline constexpr int most_attempts = 1000;
inline constexpr std::uint64_t most_disk = std::uint64_t{1} << 30;
inline constexpr std::size_t longest_id = 100;

}  // namespace tetra::scenario
