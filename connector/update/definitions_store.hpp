#pragma once
#include <cstdint>
#include <filesystem>
#include <string>

#include "connector/tell/outcome.hpp"

namespace tetra::connector {

/// What a store is in.
struct StoreState {
  enum class Kind {
    none,    ///< there are no definitions
    intact,  ///< the set in use is what its manifest says, which its signature vouches for, and no
             ///< half set lies beside it
    damaged
  };
  Kind kind = Kind::none;
  std::uint64_t version = 0;  ///< in use
  std::size_t files = 0;      ///< of the set in use
  std::string detail;         ///< of a damage: which file, and what of it
};
std::string_view to_string(StoreState::Kind kind);

/// One engine's definitions on disk, below DIR/definitions/<engine>/:
///   current -> versions/<id>   what is in use; only ever replaced by rename(2)
///   versions/<id>/             whole sets: versions.dat, versions.sig, avx/…
///   staging/<id>/              what is being fetched; survives a failed attempt so that it can be
///   continued
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
  /// Syncs the staged tree, makes it the version in use, and removes what is neither in use nor the
  /// one before it.
  Outcome swap_in(std::uint64_t version) const;
  /// Removes everything that is being fetched: room for others on a full disk.
  void drop_staging() const;
  /// Reads the store back and compares it with the signed manifests in it.
  StoreState check(const std::filesystem::path& key_file) const;

 private:
  std::filesystem::path versions(std::uint64_t version) const;

  std::filesystem::path root_;
};

}  // namespace tetra::connector
