#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "engine/scenario/scenario.hpp"
#include "harness/explain/table.hpp"

namespace tetra::explain {

/// A scenario that shows a code, and the clients of which it expects that.
struct Example {
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
  std::vector<Example> shown_by;  ///< the closest first
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
  std::vector<Example> together;  ///< scenarios that show every code found, when there are several

  /// Whether everything that was asked has a meaning.
  bool known() const;
};

}  // namespace tetra::explain
