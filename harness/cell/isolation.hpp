#pragma once
#include <string>
#include <string_view>

#include "engine/base/result.hpp"
#include "harness/cell/cell_spec.hpp"

namespace tetra::cell {

/// What the user asked for with `--isolation`.
enum class Requested { automatic, namespaces, ports };

struct IsolationChoice {
  IsolationKind kind = IsolationKind::ports_cell;
  std::string why;  ///< one sentence, for people
};

/// Tries a real namespace cell (some milliseconds) unless ports are asked for. Problem
/// `no-namespaces`, with the reason, when namespaces are asked for and can't be had.
Result<IsolationChoice> choose(Requested requested);

/// Why this machine refused a cell, in one sentence, from what the kernel and its settings say. For
/// choose() and its test.
std::string explain_refusal(const Problem& refusal);

/// `auto`, `namespace` or `ports`; Problem `bad-isolation` otherwise.
Result<Requested> parse_requested(std::string_view text);

}  // namespace tetra::cell
