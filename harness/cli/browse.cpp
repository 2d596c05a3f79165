// list, faults: looking at what there is.
#include <fmt/format.h>

#include <iostream>
#include <nlohmann/json.hpp>
#include <set>

#include "engine/base/escaped.hpp"
#include "engine/base/text.hpp"
#include "engine/fault/catalog.hpp"
#include "harness/cli/commands.hpp"
#include "harness/select/selection.hpp"

namespace tetra::cli {
namespace {

using json = nlohmann::ordered_json;

std::optional<scenario::Library> load_all() {
  scenario::Library library;
  library.add({select::scenario_folder()});
  for (const Problem& problem : library.problems()) select::print_problem(problem);
  if (!library.problems().empty()) return std::nullopt;
  return library;
}

// What the scenario, or an attempt of it, says of each client.
json told_clients(const scenario::Scenario& scenario) {
  json told = json::object();
  const auto look = [&](const scenario::Expectations& all) {
    for (const auto& [client, expectations] : all)
      told[client] = expectations.plain && !expectations.plain->skip.empty() ? "skipped" : "judged";
  };
  look(scenario.expect);
  for (const auto& attempt : scenario.attempts) look(attempt.expect);
  return told;
}

json proven_services(const scenario::Scenario& scenario) {
  std::set<std::string> services;
  for (const auto& [service, unused] : scenario.wire) services.insert(service);
  for (const auto& attempt : scenario.attempts) {
    for (const auto& [service, unused] : attempt.wire) services.insert(service);
  }
  return services;
}

json as_json(const scenario::Scenario& one) {
  return {{"id", one.id},
          {"stage", to_string(one.stage)},
          {"title", {{"en", one.title.en}, {"de", one.title.in("de")}}},
          {"explain", {{"en", one.explain.en}, {"de", one.explain.de}}},
          {"evidence", to_string(one.evidence)},
          {"route", scenario::to_string(one.route)},
          {"catalogue", one.catalogue},
          {"clients", told_clients(one)},
          {"wire", proven_services(one)},
          {"file", one.file}};
}

int list_scenarios(const std::string& stage, bool machine) {
  if (!stage.empty() && !scenario::from_word<scenario::Stage>(stage)) {
    std::cerr << fmt::format("tetralab: there is no stage `{}`; stages: {}\n", text::escaped(stage),
                             text::join(scenario::stages(), ", "));
    return usage_error;
  }
  const auto library = load_all();
  if (!library) return usage_error;
  std::vector<const scenario::Scenario*> all;
  for (const auto& [id, scenario] : library->scenarios()) {
    if (stage.empty() || to_string(scenario.stage) == stage) all.push_back(&scenario);
  }
  std::stable_sort(all.begin(), all.end(), [](const auto* a, const auto* b) {
    return to_string(a->stage) < to_string(b->stage);
  });
  if (machine) {
    json array = json::array();
    for (const auto* one : all) array.push_back(as_json(*one));
    std::cout << array.dump(1, ' ', false, json::error_handler_t::replace) << '\n';
    return all_good;
  }
  for (const auto* one : all)
    std::cout << fmt::format("{:<14} {:<34} {:<11} {}\n", to_string(one->stage), one->id,
                             to_string(one->evidence), text::escaped(one->title.en));
  return all_good;
}

std::string type_text(const fault::ParamInfo& info) {
  std::string text = info.choices.empty() ? info.type : text::join(info.choices, " | ");
  if (info.least && info.most && info.type != "one-of")
    text += fmt::format("{}{}..{}", info.choices.empty() ? " " : " | ", *info.least, *info.most);
  return text;
}

int print_faults(const std::string& only, bool markdown) {
  bool any = false;
  for (const auto& [id, entry] : fault::Catalog::instance().entries()) {
    if (!only.empty() && entry.info.name != only && id != only && entry.info.layer != only)
      continue;
    any = true;
    std::vector<std::string> services(entry.info.services.begin(), entry.info.services.end());
    if (markdown) {
      std::cout << fmt::format("\n## {}\n\n{} Services: {}.\n", id, entry.info.summary,
                               text::join(services, ", "));
      if (!entry.params.empty())
        std::cout << "\n| parameter | type | default | meaning |\n|---|---|---|---|\n";
    } else {
      std::cout << fmt::format("{:<24} {}\n  under {}\n", id, entry.info.summary,
                               text::join(services, ", "));
    }
    for (const fault::ParamInfo& info : entry.params) {
      const std::string fallback = info.fallback ? text::printable(*info.fallback)
                                                 : (info.optional ? "optional" : "required");
      if (markdown) {
        std::string type = type_text(info);
        for (std::size_t at = 0; (at = type.find('|', at)) != std::string::npos; at += 2)
          type.insert(at, "\\");
        std::cout << fmt::format("| `{}` | {} | {} | {} |\n", info.name, type, fallback,
                                 info.meaning);
      } else {
        std::cout << fmt::format("    {:<14} {} ({}; {})\n", info.name, info.meaning,
                                 type_text(info), fallback);
      }
    }
  }
  if (any) return all_good;
  std::vector<std::string> names;
  for (const auto& [id, entry] : fault::Catalog::instance().entries())
    names.insert(names.end(), {id, std::string(entry.info.name)});
  const std::string near = text::nearest(only, names);
  std::cerr << fmt::format(
      "tetralab: there is no fault `{}`; {}\n", text::escaped(only),
      near.empty() ? "`tetralab faults` shows them all" : fmt::format("did you mean `{}`?", near));
  return usage_error;
}

}  // namespace

int list(const std::string& stage, bool machine) {
  return list_scenarios(stage, machine);
}

int faults(const std::string& only, bool markdown) {
  return print_faults(only, markdown);
}

}  // namespace tetra::cli
