#pragma once
#include <string>
#include <vector>

#include "engine/base/result.hpp"
#include "harness/explain/table.hpp"

namespace tetra::explain {

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

}  // namespace tetra::explain
