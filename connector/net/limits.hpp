#pragma once
#include <atomic>
#include <chrono>

#include "engine/base/quantity.hpp"

namespace tetra::connector {

/// How long anything may last. Every wait of the connector ends at the nearest of these.
struct Limits {
  Duration lookup = std::chrono::seconds(
      4);  ///< below glibc's own 5 s, so that a mute DNS server is told as what it is
  Duration connect =
      std::chrono::seconds(3);  ///< per address, and for a whole TLS handshake's silence
  Duration read = std::chrono::seconds(3);  ///< without a single byte
  std::chrono::steady_clock::time_point end =
      std::chrono::steady_clock::time_point::max();  ///< of everything
  const std::atomic<bool>* stop = nullptr;           ///< set by SIGTERM; may be null
};

}  // namespace tetra::connector
