#pragma once
#include "mockserver/definitions/definitions_fault.hpp"

namespace tetra::definitions {

/// Says what the update server answers: the tree's resources, spoiled by the plan's faults. The
/// references outlive it.
class Publisher {
 public:
  Publisher(const Tree& tree, fault::Plan<Fault>& plan) : tree_(tree), plan_(plan) {}

  struct Published {
    Resource resource;
    Resource healthy;                ///< the same as `resource` when `acted` is empty
    std::vector<wire::Acted> acted;  ///< to be called when the peer gets the deviation
  };
  /// What the path leads to, or nullopt: 404. Texts are changed first, in the order of the faults,
  /// then what is made from them.
  std::optional<Published> find(std::string_view path, const fault::Context& context);

 private:
  const Tree& tree_;
  fault::Plan<Fault>& plan_;
};

/// The offset of the first byte in which two bodies differ, one of which may be the beginning of
/// the other; nullopt: they are equal. Both need a size. Reads in small pieces.
std::optional<std::uint64_t> first_difference(const ByteSource& one, const ByteSource& other);

}  // namespace tetra::definitions
