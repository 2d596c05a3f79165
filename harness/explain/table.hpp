#pragma once
#include <filesystem>
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
struct Sign {
  const Family* family = nullptr;
  std::shared_ptr<const re2::RE2> pattern;
  std::optional<std::int64_t> code;  ///< for lines that have none
  std::int64_t minus = 0;            ///< by how much the number in the line is more than the code
};
struct Harmless {
  std::shared_ptr<const re2::RE2> pattern;
  Text means;
};

/// All that `explain` knows.
struct Table {
  std::map<std::string, Text> marks;
  std::vector<std::unique_ptr<Family>> families;
  std::vector<Sign> signs;
  std::vector<std::shared_ptr<const re2::RE2>> success;
  std::vector<Harmless> harmless;

  const Family* family(std::string_view word) const;
};

/// Reads the files of harness/explain/codes, and adds the connector's own codes. The first problem
/// ends it.
Result<Table> read_table(const std::filesystem::path& folder);

}  // namespace tetra::explain
