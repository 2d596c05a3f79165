#pragma once
#include <cstdint>
#include <string>

#include "engine/journal/event.hpp"

/// What faults say of the moment at which they acted.
namespace tetra::detail {

inline const journal::Detail<std::int64_t> at_byte{"at_byte", "at which byte of the stretch"};
inline const journal::Detail<std::int64_t> ms{"ms", "for how many milliseconds"};
inline const journal::Detail<std::int64_t> alert{"alert", "the number of the TLS alert"};
inline const journal::Detail<std::int64_t> raw_bytes{
    "raw_bytes", "how many bytes were sent instead of a ServerHello"};
inline const journal::Detail<std::int64_t> left_out_bytes{
    "left_out_bytes", "how many bytes of the handshake were left out"};
inline const journal::Detail<std::string> handshake{"handshake",
                                                    "`done`, or why the TLS handshake failed then"};

}  // namespace tetra::detail
