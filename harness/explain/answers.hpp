#pragma once
#include <string>
#include <vector>

#include "harness/explain/table.hpp"
#include "harness/explain/transcript.hpp"

namespace tetra::explain {

/// A scenario that shows a code, and the clients of which it expects that.
struct Showing {
  const scenario::Scenario* scenario = nullptr;
  std::vector<std::string> clients;
};

/// One code that was asked for or found.
struct Finding {
  const Family* family = nullptr;
  const Code* code = nullptr;  ///< nullptr: a code of this family that nobody here knows
  std::string as_written;
  std::size_t line = 0;  ///< of a file, from 1; 0: typed
  std::string line_text;
  Text note;                      ///< how this meaning was come by, when that is not plain
  std::vector<Showing> shown_by;  ///< the closest first
};

/// What there is to say about one thing that was asked.
struct Answer {
  std::string asked;  ///< as typed, or the file
  bool is_file = false;
  std::string kind;               ///< of a file: `local.xml` or `transcript`
  std::string_view encoding;      ///< of a file
  std::vector<Finding> findings;  ///< in the order of the file
  bool more = false;              ///< a file has further codes, beyond the 50 that are told
  std::vector<const Harmless*> harmless;
  bool success = false;           ///< a file that shows that all went well
  std::string nearest;            ///< of an unknown code: the nearest known one
  std::string definitions;        ///< of a local.xml: defversions
  std::vector<Showing> together;  ///< scenarios that show every code found, when there are several

  /// Whether everything that was asked has a meaning.
  bool known() const;
};

/// One thing that was typed: a code, with the family when that was said.
struct Question {
  const Family* family = nullptr;
  std::string code;  ///< empty: a file
  std::string file;
  std::string typed;
};
/// `curl 35`, `curl:35`, `curl (35)`, `0x80092013`, `CRYPT_E_REVOKED`, FILE, `-`. A word of a
/// family takes the next word as its code.
Result<std::vector<Question>> read_questions(const Table& table,
                                             const std::vector<std::string>& typed);

using Scenarios = std::map<std::string, scenario::Scenario>;

Answer look_up(const Table& table, const Question& question);
/// Where a code stands in a local.xml or in the output of a program.
Answer look_through(const Table& table, const std::string& name, const Transcript& transcript);
/// The scenarios whose expectations have that code, the closest first: those of which more texts
/// that they expect stand in the transcript (empty: none was given), then those that need the least
/// besides (attempts, faults, a route, other codes), documented ones before others.
std::vector<Showing> shown_by(const Family& family, const Code& code, const Scenarios& scenarios,
                              std::string_view transcript = {});

/// The whole: reads files and looks for scenarios. A file that can't be read is a problem.
Result<std::vector<Answer>> answer(const Table& table, const std::vector<std::string>& typed,
                                   const Scenarios& scenarios);

/// For people, in `en` or `de`; for programs.
std::string to_text(const Table& table, const std::vector<Answer>& answers,
                    std::string_view language);
std::string to_json(const Table& table, const std::vector<Answer>& answers,
                    std::string_view language);

// Parts of the above.
/// The codes of that family (nullptr: of all) which this text may stand for.
std::vector<Finding> meanings(const Table& table, const Family* family, const std::string& text);
/// The findings in a local.xml, or nothing when the text is no XML.
bool look_through_xml(const Table& table, const std::string& text, Answer& into);

}  // namespace tetra::explain
