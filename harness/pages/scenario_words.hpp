#pragma once
#include <string>
#include <vector>

#include "engine/scenario/scenario.hpp"

namespace tetra::pages {

/// Parts of a scenario in the words in which its file would say them, each on one line.

/// `cut {at: 50%, by: reset}`: one value that stands for the first parameter is named.
std::string fault_words(const scenario::FaultUse& use);
/// The parameters that the file leaves out and that have a value all the same: `by: fin`.
std::vector<std::string> default_words(const scenario::FaultUse& use);
/// `when {path: /av64bit_*/**}, times 2, optional`; empty: on every occasion.
std::string trigger_words(const scenario::FaultUse& use);
/// `exit 56, stderr "407"`, or why the client is skipped.
std::string expectation_words(const scenario::Expectation& expectation);
/// `connections 1.., status 407`.
std::string wire_words(const std::map<std::string, scenario::Matcher>& metrics);
std::string clock_words(Duration ahead);
std::string login_words(const scenario::Login& login);

}  // namespace tetra::pages
