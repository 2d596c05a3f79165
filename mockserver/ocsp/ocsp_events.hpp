#pragma once
#include <cstdint>
#include <string>

#include "engine/journal/kinds/words.hpp"

namespace tetra::event {

/// An OCSP request came that could be read.
struct OcspQuery {
  std::string serial;
  std::int64_t nonce;

  static constexpr journal::Kind kind{
      .word = word::query,
      .en = "An OCSP request came that could be read.",
      .de = "Eine lesbare OCSP-Anfrage kam an.",
      .service = "ocsp",
      .drawn = {.as = journal::Drawn::As::from_peer, .text = "serial {serial}?"}};
  template <class Each>
  static constexpr void fields(Each&& each) {
    each({"serial", "the serial numbers that were asked for, a comma between them"},
         &OcspQuery::serial);
    each({"nonce", "1 when it had a nonce"}, &OcspQuery::nonce);
  }
};

}  // namespace tetra::event
