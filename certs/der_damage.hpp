#pragma once
#include <cstdint>
#include <string>

#include "engine/base/quantity.hpp"

namespace tetra::certs {

/// How finished DER is spoiled, whatever it holds.
struct DerDamage {
  enum class Kind {
    truncated,    ///< ends at `at`; HTTP is satisfied with the shorter length
    trailing,     ///< `bytes` random bytes follow
    garbage,      ///< `bytes` random bytes in its place
    wrong_tag,    ///< the outermost SEQUENCE says that it is a SET
    wrong_length  ///< the outermost length is not that of what follows
  };
  Kind kind = Kind::truncated;
  Position at{};            ///< of `truncated`
  std::uint64_t bytes = 0;  ///< of `trailing` and `garbage`
};

/// The same bytes for the same input. What `at` does not find is left whole.
std::string damaged(std::string der, const DerDamage& damage);

}  // namespace tetra::certs
