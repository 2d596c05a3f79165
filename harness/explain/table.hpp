#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/scenario/scenario.hpp"

namespace tetra::explain {

using scenario::Text;

/// One code, as its row says it.
struct Code {
  std::int64_t number = 0;
  std::string name;  ///< `CRYPT_E_REVOCATION_OFFLINE`; may be empty
  std::string mark;  ///< D, C, I, U as in FACTS; M: the program's maker; L: the lab's own
  Text source;       ///< who says so
  Text means, check;
  std::string cause;  ///< of the lab's own codes: the connector's word for it
};

/// A client or `wire`, and its probe or metric.
struct ProbeName {
  std::string client, probe;
};

/// Codes of one kind. The pointers into a Table live as long as it does.
struct Family {
  std::string id;
  Text title;
  std::vector<std::string> words;   ///< what a user may write before the number, lower case
  std::vector<ProbeName> expected;  ///< where scenarios expect these codes
  std::optional<ProbeName> causes;  ///< where they expect the connector's words
  bool bits32 = false;              ///< numbers are the same when their 32 bits are
  bool hex = false;                 ///< how numbers are shown
  std::vector<Code> codes;

  bool same(std::int64_t one, std::int64_t other) const;
  const Code* find(std::int64_t number) const;
  std::string shown(std::int64_t number) const;
};

/// Where a code stands in a line of a transcript.
struct CodePattern {
  const Family* family = nullptr;
  std::shared_ptr<const re2::RE2> pattern;
  std::optional<std::int64_t> code;  ///< for lines that have none
  std::int64_t minus = 0;            ///< by how much the number in the line is more than the code
};
struct Harmless {
  std::shared_ptr<const re2::RE2> pattern;
  Text means;
};

/// One word of a program for why it failed, with the layer that it names and its number.
struct CauseWord {
  std::string word, stage;
  std::int64_t number = 0;
};
/// What a program can report in the fields of its JSON line.
struct Reports {
  std::string program;  ///< as the files of clients name it
  std::map<std::string, std::vector<std::string>> fields;
  std::vector<CauseWord> causes;  ///< the values of the field `code`, with what hangs on each
};

/// All that `explain` knows.
struct Table {
  std::map<std::string, Text> marks;
  std::vector<std::unique_ptr<Family>> families;
  std::vector<CodePattern> patterns;
  std::vector<std::shared_ptr<const re2::RE2>> success;
  std::vector<Harmless> harmless;
  std::vector<Reports> reports;

  const Family* family(std::string_view word) const;
  /// nullptr for a program of which no file says what it reports.
  const Reports* reports_of(std::string_view program) const;
};

}  // namespace tetra::explain
