// Answers for programs.
#include <nlohmann/json.hpp>

#include "engine/base/escaped.hpp"
#include "harness/explain/show.hpp"

namespace tetra::explain {
namespace {

using json = nlohmann::ordered_json;

json scenarios_json(const std::vector<Example>& all) {
  json list = json::array();
  for (const Example& one : all)
    list.push_back({{"id", one.scenario->id}, {"clients", one.clients}});
  return list;
}

json finding_json(const Table& table, const Finding& finding, std::string_view language) {
  json one{{"written", text::escaped(finding.as_written, 200)}, {"known", finding.code != nullptr}};
  if (finding.family != nullptr) one["family"] = finding.family->id;
  if (finding.line != 0) {
    one["line"] = finding.line;
    one["text"] = text::escaped(finding.line_text, 400);
  }
  if (finding.code == nullptr) return one;
  const Code& code = *finding.code;
  one["code"] = code.number;
  one["shown"] = finding.family->shown(code.number);
  if (!code.name.empty()) one["name"] = code.name;
  if (!code.cause.empty()) one["name"] = code.cause;
  if (!finding.note.en.empty()) one["note"] = finding.note.in(language);
  one["means"] = code.means.in(language);
  one["sure"] = {{"mark", code.mark},
                 {"says", table.marks.at(code.mark).in(language)},
                 {"source", code.source.in(language)}};
  one["check"] = code.check.in(language);
  one["scenarios"] = scenarios_json(finding.shown_by);
  return one;
}

}  // namespace

std::string to_json(const Table& table, const std::vector<Answer>& answers,
                    std::string_view language) {
  json all = json::array();
  for (const Answer& answer : answers) {
    json one{{"asked", text::escaped(answer.asked, 400)}, {"known", answer.known()}};
    if (answer.is_file) {
      one["kind"] = answer.kind;
      one["encoding"] = answer.encoding;
      one["success"] = answer.success;
      one["more"] = answer.more;
      if (!answer.definitions.empty()) one["definitions"] = text::escaped(answer.definitions, 200);
      one["together"] = scenarios_json(answer.together);
    }
    if (!answer.nearest.empty()) one["nearest"] = answer.nearest;
    one["findings"] = json::array();
    for (const Finding& finding : answer.findings)
      one["findings"].push_back(finding_json(table, finding, language));
    all.push_back(std::move(one));
  }
  return json{{"language", language}, {"answers", std::move(all)}}.dump(
             1, ' ', false, json::error_handler_t::replace) +
         "\n";
}

}  // namespace tetra::explain
