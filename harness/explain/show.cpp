// Answers for people.
#include "harness/explain/show.hpp"

#include <fmt/format.h>

#include "engine/base/escaped.hpp"
#include "engine/base/text.hpp"

namespace tetra::explain {
namespace {

constexpr std::size_t most_scenarios = 10;

class Telling {
 public:
  Telling(const Table& table, std::string_view language) : table_(table), language_(language) {}

  std::string whole(const Answer& answer) const {
    std::string out = answer.is_file ? head_of_file(answer) : std::string();
    for (const Finding& finding : answer.findings)
      out += finding.code != nullptr ? known(finding) : unknown(finding, answer);
    if (answer.is_file) out += behind_file(answer);
    return out;
  }

 private:
  std::string_view say(std::string_view en, std::string_view de) const {
    return language_ == "de" ? de : en;
  }

  std::string head_of_file(const Answer& answer) const {
    std::string head = fmt::format(
        "{} ({}, {})\n",
        text::escaped(answer.asked == "-" ? std::string(say("standard input", "Standardeingabe"))
                                          : answer.asked),
        answer.kind, answer.encoding);
    if (!answer.definitions.empty())
      head += field(say("definitions", "Definitionen"), text::escaped(answer.definitions, 200));
    return head + "\n";
  }

  std::string behind_file(const Answer& answer) const {
    std::string out;
    if (answer.findings.empty() && answer.success)
      out += std::string(say("All went well in it: nothing that failed was found.\n",
                             "Darin ging alles gut: Es wurde nichts Gescheitertes gefunden.\n"));
    if (answer.findings.empty() && !answer.success) {
      out += std::string(answer.kind == "local.xml"
                             ? say("There is no //tetra/lasterror in it.\n",
                                   "Darin steht kein //tetra/lasterror.\n")
                             : say("There is no code in it that the lab knows.\n",
                                   "Darin steht kein Code, den das Labor kennt.\n"));
    }
    if (answer.more)
      out += fmt::format("{}\n\n", say("There are further codes in it; these are the first. Give a "
                                       "shorter part of it for the others.",
                                       "Darin stehen weitere Codes; dies sind die ersten. Für die "
                                       "anderen einen kürzeren Teil angeben."));
    for (const Harmless* harmless : answer.harmless)
      out += fmt::format("{}: {}\n", say("harmless", "harmlos"), harmless->means.in(language_));
    if (!answer.together.empty())
      out += fmt::format("{}\n{}", say("shown all together by", "alles zusammen zeigen"),
                         scenarios(answer.together));
    return out;
  }

  static std::string field(std::string_view name, const std::string& value) {
    return fmt::format("  {:<12} {}\n", name, value);
  }

  std::string known(const Finding& finding) const {
    const Code& code = *finding.code;
    const auto signed_form = static_cast<std::int32_t>(static_cast<std::uint32_t>(code.number));
    std::string out =
        fmt::format("{} {}", finding.family->words.front(), finding.family->shown(code.number));
    if (finding.family->bits32 && signed_form < 0)
      out += fmt::format(" = {}", finding.family->hex
                                      ? std::to_string(signed_form)
                                      : fmt::format("{} = 0x{:08X}", signed_form,
                                                    static_cast<std::uint32_t>(code.number)));
    if (!code.name.empty()) out += "  " + code.name;
    out += fmt::format("  ({})\n", finding.family->title.in(language_));
    if (finding.line != 0)
      out += field(fmt::format("{} {}", say("line", "Zeile"), finding.line),
                   text::escaped(finding.line_text, 140));
    if (!finding.note.en.empty())
      out += field(say("read as", "gelesen als"), finding.note.in(language_));
    out += field(say("means", "bedeutet"), code.means.in(language_));
    out += field(say("how sure", "wie sicher"),
                 fmt::format("{} ({}: {})", table_.marks.at(code.mark).in(language_),
                             say("source", "Quelle"), code.source.in(language_)));
    out += field(say("check", "prüfen"), code.check.in(language_));
    if (!finding.shown_by.empty())
      out += fmt::format("  {}\n{}", say("shown by", "zu sehen in"), scenarios(finding.shown_by));
    return out + "\n";
  }

  std::string scenarios(const std::vector<Example>& all) const {
    std::string out;
    for (std::size_t n = 0; n < all.size() && n < most_scenarios; ++n) {
      const Example& one = all[n];
      out += fmt::format("    {:<34} {} ({})\n", one.scenario->id,
                         text::escaped(one.scenario->title.in(language_), 100),
                         text::join(one.clients, ", "));
    }
    if (all.size() > most_scenarios) {
      out += fmt::format("    {}\n",
                         language_ == "de"
                             ? fmt::format("und {} weitere, weniger nahe (--json hat alle)",
                                           all.size() - most_scenarios)
                             : fmt::format("and {} more, less close (--json has all)",
                                           all.size() - most_scenarios));
    }
    return out;
  }

  std::string unknown(const Finding& finding, const Answer& answer) const {
    const std::string what = text::escaped(finding.as_written, 80);
    const std::string family = finding.family != nullptr
                                   ? fmt::format(" ({})", finding.family->title.in(language_))
                                   : std::string();
    std::string out =
        fmt::format("{}{}: {}\n", what, family,
                    say("the lab does not know this code", "diesen Code kennt das Labor nicht"));
    if (finding.line != 0)
      out += field(fmt::format("{} {}", say("line", "Zeile"), finding.line),
                   text::escaped(finding.line_text, 140));
    if (finding.family != nullptr && finding.family->id == "lasterror") {
      out += field(
          say("means", "bedeutet"),
          std::string(say("An error, and none of the three that Cisco publishes; no more is known.",
                          "Ein Fehler, und keiner der drei, die Cisco veröffentlicht; mehr ist "
                          "nicht bekannt.")));
    }
    if (!answer.nearest.empty()) out += field(say("nearest", "am nächsten"), answer.nearest);
    return out + "\n";
  }

  const Table& table_;
  std::string_view language_;
};

}  // namespace

std::string to_text(const Table& table, const std::vector<Answer>& answers,
                    std::string_view language) {
  std::string out;
  const Telling telling(table, language);
  for (const Answer& answer : answers) out += telling.whole(answer);
  while (out.ends_with("\n\n")) out.pop_back();
  return out;
}

}  // namespace tetra::explain
