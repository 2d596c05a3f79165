#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mockserver/definitions/file_set.hpp"
#include "mockserver/definitions/fingerprint.hpp"
#include "mockserver/definitions/manifest.hpp"
#include "mockserver/definitions/resource.hpp"
#include "mockserver/definitions/signing_key.hpp"

namespace tetra::definitions {

/// What a tree is made from. The same options, key included, give the same bytes; every default key
/// is a fresh one.
struct TreeOptions {
  std::uint64_t seed = 1;
  Set set = Set::small;
  TimePoint now = std::chrono::system_clock::now();  ///< the newest release available at this time
                                                     ///< is the current one
  unsigned earlier = 7;  ///< how many releases before the current one are kept
  SigningKey signing_key = SigningKey::generate();  ///< under versions.sig
  std::shared_ptr<FingerprintCache> fingerprints =
      {};  ///< shared with other trees; made when left out
};

/// One file of one release, without and with its gzip frame. `gzip` is what the tree serves.
struct Payload {
  BytesPtr plain;
  BytesPtr gzip;
  TimePoint since;      ///< when the release that brought these bytes became available
  std::uint64_t key{};  ///< equal keys, equal bytes
};

/// Changes the plain text of a document before whatever is made from it (gzip, signature) is made.
/// Called with the place of the text (kind versions_id, version_txt, cumulative_txt, manifest,
/// patches or v3_list; engine; version, never 0).
using Edit = std::function<std::string(const Location& place, std::string text)>;

/// The definition tree of one update server. Everything is computed when asked for: making a tree
/// reads nothing, and the first versions.dat of a full set takes the time of an MD5 over it. For
/// one thread. Resources outlive the tree.
///
///     definitions::Tree tree({.seed = 7});
///     const auto answer = tree.find("/av64bit/versions.id");   // nullopt: 404
class Tree {
 public:
  explicit Tree(TreeOptions options);

  /// What an origin-form path without query leads to, or nullopt. Any bytes are safe; see
  /// parse_path for what is not normalised.
  std::optional<Resource> find(std::string_view path) const;
  /// The same in a tree whose texts went through `edit`: an edited versions.dat is signed, packed
  /// and listed by its own signature, versions.dat.gz and so on, all consistent. Payloads and `/`
  /// are not affected.
  std::optional<Resource> find(std::string_view path, const Edit& edit) const;

  /// The same by place, of any release, kept or not: files of another build, or of tomorrow's.
  /// nullopt for `/`, a v3 payload, and a payload that no release has.
  std::optional<Resource> at(const Location& place, const Edit& edit = {}) const;

  /// The releases kept, newest first, at least one: what the AV Definition Summary lists.
  const std::vector<Release>& history(Engine engine) const { return of(engine).history; }
  const Release& current(Engine engine) const { return of(engine).history.front(); }

  /// versions.dat of a release as values. Any release can be asked for, kept or not: files of
  /// another build, or of tomorrow's.
  Manifest manifest(Engine engine, std::uint32_t version) const;
  /// patches.dat: the entries that differ from the release before.
  Manifest patches(Engine engine, std::uint32_t version) const;
  /// The text of a document as the tree serves it, before packing; `kind` as listed at Edit.
  std::string text(Kind kind, Engine engine, std::uint32_t version) const;
  /// A file of a release, kept or not, by its path below avx/; nullopt where there is none.
  std::optional<Payload> payload(Engine engine, std::uint32_t version, std::string_view path) const;
  const FileSet& files(Engine engine) const { return of(engine).files; }

  /// versions.sig for any text, by the key of this tree.
  std::string sign(std::string_view text) const { return key_.sign(text); }
  /// The public half, PEM, for the endpoint's trust.
  std::string signing_key_pem() const { return key_.public_pem(); }

  /// Computes every MD5 and CRC-32 of the releases kept, so that no request has to: for before the
  /// fork or before the clock runs.
  void warm(Engine engine) const;

 private:
  struct PerEngine {
    FileSet files;
    std::vector<Release> history;
  };

  const PerEngine& of(Engine engine) const {
    return engine == Engine::av64bit ? av64bit_ : av32bit_;
  }
  bool keeps(Engine engine, std::uint32_t version) const;
  Resource clamav() const;
  Resource document(Location location, const Edit& edit) const;
  std::optional<Resource> payload_resource(const Location& location) const;
  std::optional<Resource> v3_payload_resource(std::string_view path,
                                              std::string_view relative) const;
  Payload payload_of(Engine engine, std::uint32_t version, const File& file) const;
  ManifestEntry entry(std::uint32_t version, const File& file) const;

  std::uint64_t seed_;
  PerEngine av64bit_;
  PerEngine av32bit_;
  SigningKey key_;
  std::shared_ptr<FingerprintCache> fingerprints_;
  mutable std::map<std::string, Resource, std::less<>>
      documents_;  // by path; only paths that exist get in
};

}  // namespace tetra::definitions
