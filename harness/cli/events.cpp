// events: what the lab's services can write into evidence.
#include <fmt/format.h>

#include <iostream>
#include <vector>

#include "engine/journal/catalog.hpp"
#include "harness/cli/commands.hpp"
#include "harness/pages/language.hpp"

namespace tetra::cli {
namespace {

using journal::Catalog;

constexpr std::string_view opening =
    "# Events\n\n"
    "What the lab's services saw and did, as `events.jsonl` of kept evidence has it: one JSON "
    "object a "
    "line. This page is printed by\n`tetralab events --markdown`; `tetralab events` prints the "
    "same "
    "for a terminal.\n\n"
    "Every event has `seq` (its number in the world, from 1, without holes), `time` (RFC 3339, "
    "UTC), "
    "`at_ms` (milliseconds since the world was\nready), `service` and `event` (its kind). "
    "`connection` counts the connections of the service from 1; it is left out where there is "
    "none. "
    "Where\nevents are missing, because there were more than are kept, a `gap` stands in their "
    "place."
    "\n";
constexpr std::string_view about_details =
    "A `fault` event says more of the moment at which the fault acted, as far as it applies:";

std::string type_of(const Catalog::FieldInfo& field) {
  return fmt::format("{}{}", field.number ? "number" : "text", field.optional ? ", optional" : "");
}

std::string heading(const journal::Kind& kind) {
  return kind.service.empty() ? std::string(kind.word)
                              : fmt::format("{} of {}", kind.word, kind.service);
}

void print_table(const std::vector<Catalog::FieldInfo>& fields) {
  if (fields.empty()) return;
  std::cout << "\n| field | type | meaning |\n|---|---|---|\n";
  for (const auto& field : fields)
    std::cout << fmt::format("| `{}` | {} | {} |\n", field.name, type_of(field), field.meaning);
}

void print_lines(const std::vector<Catalog::FieldInfo>& fields) {
  for (const auto& field : fields)
    std::cout << fmt::format("    {:<14} {} ({})\n", field.name, field.meaning, type_of(field));
}

// What only some fault reports is no field of the kind.
std::vector<Catalog::FieldInfo> all_details() {
  std::vector<Catalog::FieldInfo> all;
  for (const auto& [name, detail] : Catalog::instance().details()) all.push_back(detail);
  return all;
}

}  // namespace

int events(bool markdown) {
  const bool german = !markdown && pages::language() == "de";
  if (markdown) std::cout << opening;
  for (const auto& [named, entry] : Catalog::instance().kinds()) {
    const journal::Kind& kind = *entry.kind;
    if (markdown) {
      std::cout << fmt::format("\n## {}\n\n{}\n", heading(kind), kind.en);
      print_table(entry.fields);
    } else {
      std::cout << fmt::format("{:<24} {}\n", heading(kind), german ? kind.de : kind.en);
      print_lines(entry.fields);
    }
  }
  if (markdown) {
    std::cout << fmt::format("\n## Details of a fault\n\n{}\n", about_details);
    print_table(all_details());
  } else {
    std::cout << "details of a fault\n";
    print_lines(all_details());
  }
  return all_good;
}

}  // namespace tetra::cli
