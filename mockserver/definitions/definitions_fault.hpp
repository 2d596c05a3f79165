#pragma once
#include "engine/fault/plan.hpp"
#include "mockserver/definitions/gzip.hpp"
#include "mockserver/definitions/tree.hpp"

namespace tetra::definitions {

/// A document's plain text, before it is signed and packed.
struct Text {
  const Tree& tree;
  Location place;  ///< which text: manifest, versions_id, version_txt, cumulative_txt, patches or
                   ///< v3_list
  Kind asked = Kind::manifest;  ///< what the request leads to: `versions.dat.gz` and `versions.sig`
                                ///< are made from the manifest's text
  std::string text;
};

/// What a request is going to be answered with. Texts are through by then: a document's body is
/// packed.
struct Offer {
  const Tree& tree;
  Location place;    ///< as it was asked for; the version is filled in. `relative` lives as long as
                     ///< the request
  Resource healthy;  ///< what the tree has there
  Resource resource;  ///< what the peer gets
};

/// What spoils the definition tree. Each returns whether it has changed anything: then the fault
/// acts when the peer gets the first byte that differs.
class Fault : public fault::Fault {
 public:
  virtual bool on_text(Text& /*text*/) { return false; }
  virtual bool on_offer(Offer& /*offer*/) { return false; }
};

/// The parameters `of` and `signed`, which every fault of a text has.
class Target {
 public:
  /// `of` is the document that is meant when the scenario does not say.
  explicit Target(fault::Params& params, std::string of = "manifest");
  /// Whether the fault is to change this text now: never for a signature when `signed: false`.
  bool means(const Text& text) const;

 private:
  Kind kind_;
  bool signed_;
};

/// Takes the new text over; false when it is the old one.
bool replace(Text& text, std::string changed);

/// A payload's bytes without their gzip frame, and the file's path: nothing unless a payload is
/// asked for.
std::optional<BytesPtr> plain_of(const Offer& offer);
/// Packs other plain bytes into the offer, with a right CRC-32 and an ETag of their own; `change`
/// is a word for what was done. False when that is what the peer would get anyway.
bool repack(Offer& offer, BytesPtr plain, std::string_view change);
/// Whether the answer is a gzip file: a payload, versions.dat.gz, patches.dat.gz or the v3 list.
bool is_gzip(const Offer& offer);

inline const std::vector<std::string_view> update_service{"update"};

}  // namespace tetra::definitions
