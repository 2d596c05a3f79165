#include "harness/pages/scenario_page.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/base/text.hpp"
#include "harness/pages/page.hpp"
#include "harness/pages/scenario_words.hpp"

namespace tetra::pages {
namespace {

// The column of names is as wide as the longest of them, within reason.
constexpr std::size_t widest_name = 24;

class ScenarioPage {
 public:
  ScenarioPage(const scenario::Scenario& scenario, std::string_view language, std::size_t columns)
      : one_(scenario), language_(language), page_(columns) {}

  std::string whole() {
    page_.paragraph(0, one_.id);
    page_.paragraph(2, one_.title.in(language_));
    if (!one_.explain.en.empty()) {
      page_.gap();
      page_.paragraph(2, one_.explain.in(language_));
    }
    page_.gap();
    endpoint();
    if (!one_.faults.empty()) heading(say("faults", "Fehler"));
    if (one_.faults.empty() && !any_attempt_has_faults())
      heading(say("faults: none, a healthy world", "Fehler: keine, eine heile Welt"));
    faults(one_.faults, 4);
    expected(one_.expect, 2);
    wire(one_.wire, 2);
    attempts();
    page_.gap();
    page_.field(2, name_width(), say("file", "Datei"), place());
    return page_.text();
  }

 private:
  std::string_view say(std::string_view en, std::string_view de) const {
    return language_ == "de" ? de : en;
  }
  // A family's file is long: the line leads to the member.
  std::string place() const {
    return one_.in_family ? fmt::format("{}:{}", one_.file, one_.where.line) : one_.file;
  }
  std::size_t name_width() const { return 14; }

  void field(std::string_view en, std::string_view de, std::string_view value) {
    page_.field(2, name_width(), say(en, de), value);
  }

  void heading(std::string_view text, std::size_t indent = 2) {
    page_.gap();
    page_.paragraph(indent, text);
  }

  bool any_attempt_has_faults() const {
    return std::any_of(one_.attempts.begin(), one_.attempts.end(),
                       [](const scenario::Attempt& attempt) { return !attempt.faults.empty(); });
  }

  void endpoint() {
    field("stage", "Stufe", to_string(one_.stage));
    field("evidence", "Beleg", to_string(one_.evidence));
    if (!one_.catalogue.empty()) field("catalogue", "Katalog", text::join(one_.catalogue, ", "));
    field("route", "Weg", scenario::to_string(one_.route));
    field("server", "Server", one_.server);
    field("get", "holt",
          one_.get.empty() ? say("left to the lab: what the faults on `update` are about",
                                 "überlässt es dem Labor: worum es den Fehlern von `update` geht")
                           : std::string_view(one_.get));
    field("definitions", "Definitionen", to_string(one_.definitions));
    field("installed", "installiert",
          one_.installed ? say("yes: the release before the current one is in use",
                               "ja: das Release vor dem aktuellen ist in Gebrauch")
                         : say("nothing", "nichts"));
    field("login", "Anmeldung", login_words(one_.login));
    field("options", "Optionen",
          one_.options.empty() ? std::string(say("none", "keine")) : option_words());
    if (!one_.policy.empty()) field("policy", "Policy", policy_words());
    field("clock", "Uhr",
          one_.clock == Duration::zero() ? std::string(say("right", "geht richtig"))
                                         : clock_words(one_.clock));
    field("timeout", "Geduld", to_string(one_.timeout));
    field("disk", "Platte",
          one_.disk ? fmt::format("{} {}", *one_.disk, say("bytes are free", "Bytes sind frei"))
                    : std::string(say("no limit", "ohne Grenze")));
    field("locked", "gesperrt",
          one_.locked ? say("yes: the place of new definitions can't be replaced",
                            "ja: der Platz neuer Definitionen lässt sich nicht ersetzen")
                      : say("no", "nein"));
    const bool alike = one_.attempts.size() > 1 &&
                       std::none_of(one_.attempts.begin(), one_.attempts.end(), has_own);
    if (one_.attempts.size() > 1)
      field("attempts", "Versuche",
            fmt::format("{}{}", one_.attempts.size(),
                        alike ? say(", all alike", ", alle gleich") : std::string_view()));
  }

  std::string option_words() const {
    std::vector<std::string> words;
    for (const scenario::Option& option : one_.options) words.push_back(option.word);
    return text::join(words, ", ");
  }

  std::string policy_words() const {
    std::vector<std::string> words;
    for (const auto& [key, value] : one_.policy) words.push_back(key + " " + value);
    return text::join(words, ", ");
  }

  void faults(const std::vector<scenario::FaultUse>& all, std::size_t indent) {
    for (const scenario::FaultUse& use : all) {
      ++fault_;
      const std::string number = std::to_string(fault_);
      page_.field(indent, number.size(), number,
                  fmt::format("{}: {}", use.service, fault_words(use)));
      const std::size_t below = indent + number.size() + 2;
      if (const std::string trigger = trigger_words(use); !trigger.empty())
        page_.paragraph(below, trigger);
      if (const auto defaults = default_words(use); !defaults.empty())
        page_.paragraph(below, fmt::format("{} {}", say("by default:", "ohne Angabe:"),
                                           text::join(defaults, ", ")));
      page_.paragraph(below, fmt::format("{} ({})", use.entry->info.summary, use.entry->info.id()));
    }
  }

  void expected(const scenario::Expectations& all, std::size_t indent) {
    if (all.empty()) return;
    heading(say("expected", "erwartet"), indent);
    std::vector<std::pair<std::string, const scenario::Expectation*>> rows;
    for (const auto& [client, expectations] : all) {
      for (const auto& range : expectations.ranged)
        rows.emplace_back(fmt::format("{} {}{}", client, range.op, range.version),
                          &range.expectation);
      if (expectations.plain) rows.emplace_back(client, &*expectations.plain);
    }
    std::size_t width = 12;
    for (const auto& [name, unused] : rows)
      width = std::max(width, std::min(name.size(), widest_name));
    for (const auto& [name, expectation] : rows)
      page_.field(indent + 2, width, name, expectation_words(*expectation));
  }

  void wire(const scenario::WireExpectations& all, std::size_t indent) {
    if (all.empty()) return;
    heading(say("wire: what the lab itself must have seen",
                "wire: was das Labor selbst gesehen haben muss"),
            indent);
    for (const auto& [service, metrics] : all)
      page_.field(indent + 2, 12, service, wire_words(metrics));
  }

  static bool has_own(const scenario::Attempt& attempt) {
    return !attempt.faults.empty() || !attempt.expect.empty() || !attempt.wire.empty() ||
           attempt.pause != Duration::zero() || attempt.clock;
  }

  void attempts() {
    if (std::none_of(one_.attempts.begin(), one_.attempts.end(), has_own)) return;
    for (std::size_t n = 0; n < one_.attempts.size(); ++n) {
      const scenario::Attempt& attempt = one_.attempts[n];
      heading(fmt::format("{} {}{}", say("attempt", "Versuch"), n + 1,
                          has_own(attempt) ? "" : say(": nothing of its own", ": nichts Eigenes")));
      if (attempt.pause != Duration::zero())
        page_.field(4, 12, say("pause", "Pause"), to_string(attempt.pause));
      if (attempt.clock) page_.field(4, 12, say("clock", "Uhr"), clock_words(*attempt.clock));
      if (!attempt.faults.empty()) page_.paragraph(4, say("faults", "Fehler"));
      faults(attempt.faults, 6);
      own_rows(attempt);
    }
  }

  void own_rows(const scenario::Attempt& attempt) {
    expected(attempt.expect, 4);
    wire(attempt.wire, 4);
  }

  const scenario::Scenario& one_;
  std::string_view language_;
  Page page_;
  std::size_t fault_ =
      0;  // counted as reports count them: those of attempts behind the scenario's own
};

}  // namespace

std::string scenario_page(const scenario::Scenario& scenario, std::string_view language,
                          std::size_t columns) {
  return ScenarioPage(scenario, language, columns).whole();
}

}  // namespace tetra::pages
