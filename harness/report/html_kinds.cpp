#include "harness/report/html_kinds.hpp"

#include <array>
#include <nlohmann/json.hpp>

#include "engine/journal/catalog.hpp"

namespace tetra::report {
namespace {

using journal::Drawn;
using json = nlohmann::ordered_json;

// The words of the diagram, in the order of the enumerations.
constexpr std::array<std::string_view, 5> as_words{"note", "from-peer", "to-peer", "ending",
                                                   "fault"};
constexpr std::array<std::string_view, 3> look_words{"arrow", "dashed", "close"};
constexpr std::array<std::string_view, 11> part_words{"",      "arrival",  "request", "reading",
                                                      "head",  "delivery", "naming",  "resolution",
                                                      "hello", "connect",  "tunnel"};
static_assert(static_cast<std::size_t>(Drawn::As::fault) + 1 == as_words.size());
static_assert(static_cast<std::size_t>(Drawn::Look::close) + 1 == look_words.size());
static_assert(static_cast<std::size_t>(Drawn::Part::tunnel) + 1 == part_words.size());

template <class Word, std::size_t size>
std::string_view word_of(const std::array<std::string_view, size>& words, Word word) {
  return words.at(static_cast<std::size_t>(word));
}

}  // namespace

json html_kinds() {
  json all = json::array();
  for (const auto& [named, entry] : journal::Catalog::instance().kinds()) {
    const Drawn& drawn = entry.kind->drawn;
    json fields = json::array();
    for (const auto& field : entry.fields) fields.push_back(field.name);
    json one{{"word", entry.kind->word},
             {"service", entry.kind->service},
             {"as", word_of(as_words, drawn.as)},
             {"text", drawn.text},
             {"look", word_of(look_words, drawn.look)},
             {"part", word_of(part_words, drawn.part)},
             {"subject", drawn.subject},
             {"fields", std::move(fields)}};
    all.push_back(std::move(one));
  }
  return all;
}

}  // namespace tetra::report
