#pragma once
#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace tetra::clients {

/// What a command said.
struct Answer {
  std::string text;  ///< stdout, then stderr; 64 KiB at most of each
  std::optional<int>
      status;  ///< its exit status; none when it did not end by itself, or was never started
};

/// Runs a command of a client's file beside its cases, in a ports cell: whatever it starts and
/// whoever ends the lab meanwhile, nothing of it is left. It is killed after `most`.
Answer ask(const std::vector<std::string>& words, std::chrono::seconds most);

}  // namespace tetra::clients
