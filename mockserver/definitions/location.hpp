#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

#include "mockserver/definitions/engine.hpp"

namespace tetra::definitions {

/// What a path of the tree leads to.
enum class Kind {
  root,            ///< `/`
  versions_id,     ///< `/av64bit/versions.id`: the XML with the current version
  version_txt,     ///< `/av64bit/version.txt`: the current version alone
  cumulative_txt,  ///< `/av64bit/cumulative.txt`: every version kept, newest first
  manifest,        ///< `/av64bit_<id>/versions.dat`
  manifest_gz,     ///< `/av64bit_<id>/versions.dat.gz`
  signature,       ///< `/av64bit_<id>/versions.sig`
  patches,         ///< `/av64bit_<id>/patches.dat`: what changed since the version before
  patches_gz,      ///< `/av64bit_<id>/patches.dat.gz`
  payload,         ///< `/av64bit_<id>/avx/<relative path>.gzip`
  v3_id,           ///< `/v2/av64bit_<id>/versions.id`
  v3_list,         ///< `/v2/av64bit_<id>/versions.dat`: gzip of the JSON list
  v3_signature,    ///< `/v2/av64bit_<id>/versions.sig`: over the plain JSON
  v3_payload,      ///< `/v2/repository/4/1/C/9/<name>.<md5>.gzip`
  clamav,          ///< `/clamav/synthetic.cvd`: the lab's own, for freshclam
};

/// A path taken apart. `relative` is a view into the path that was parsed.
struct Location {
  Kind kind = Kind::root;
  Engine engine = Engine::av64bit;
  std::uint32_t version = 0;  ///< 0 where the path has none
  std::string_view relative;  ///< of a payload: its path below avx/ without `.gzip`; of a v3
                              ///< payload: everything behind `repository/`
};

/// Takes an origin-form path without query apart, byte for byte: nothing is decoded and nothing is
/// normalised, so `//`, `..` and `%2e` lead nowhere. nullopt where the layout has no such path.
/// Whether the version and the file exist is the tree's business.
std::optional<Location> parse_path(std::string_view path);

}  // namespace tetra::definitions
