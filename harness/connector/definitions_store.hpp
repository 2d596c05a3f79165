#pragma once
#include <cstdint>
#include <filesystem>
#include <string>

#include "harness/connector/outcome.hpp"

namespace tetra::connector {

/// One engine's definitions on disk, below DIR/definitions/<engine>/:
///   current -> versions/<id>   what is in use; only ever replaced by rename(2)
///   versions/<id>/             whole sets: versions.dat, versions.sig, avx/…
///   staging/<id>/              what is being fetched; survives a failed attempt so that it can be continued
/// Killed at any time, `current` names a whole set or does not exist.
class DefinitionsStore {
 public:
  DefinitionsStore(const std::filesystem::path& home, const std::string& engine);

  /// The version in use, 0 when there is none.
  std::uint64_t installed() const;
  std::filesystem::path current() const { return root_ / "current"; }
  /// Where a set is put together: `tree` below it becomes the set.
  std::filesystem::path staging(std::uint64_t version) const;
  /// Makes the staging folder and removes those of other versions.
  Outcome prepare(std::uint64_t version) const;
  /// Syncs the staged tree, makes it the version in use, and removes what is neither in use nor the one before it.
  Outcome swap_in(std::uint64_t version) const;

 private:
  std::filesystem::path versions(std::uint64_t version) const;

  std::filesystem::path root_;
};

}  // namespace tetra::connector
