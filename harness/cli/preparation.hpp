#pragma once
#include <map>
#include <optional>
#include <string>

#include "harness/run/case.hpp"
#include "harness/run/temporary_folder.hpp"
#include "harness/select/data_folders.hpp"
#include "harness/select/selection.hpp"

namespace tetra::cli {

/// What the chosen clients' `prepare` made; gone when this object goes.
struct Preparation {
  std::optional<run::TemporaryFolder> below;   ///< none when no client had anything to prepare
  std::map<std::string, std::string> folders;  ///< client -> its `{prepared.folder}`
};

/// Prepares, once, every chosen client that has a case to run; `all`: whatever the scenarios
/// expect. Problem `not-prepared` or `bad-folder`.
Result<Preparation> prepare_clients(const select::Selection& selection, const run::Setting& setting,
                                    bool all);

}  // namespace tetra::cli
