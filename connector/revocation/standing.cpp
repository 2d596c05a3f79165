#include "connector/revocation/standing.hpp"

#include <openssl/err.h>

#include <utility>

namespace tetra::connector {

Standing none(std::string why) {
  ERR_clear_error();
  return {Standing::Word::none, std::move(why)};
}

}  // namespace tetra::connector
