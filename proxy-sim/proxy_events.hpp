#pragma once
#include <string>

#include "engine/journal/kind.hpp"

namespace tetra::event {

/// A proxy read a request inside of a tunnel.
struct Inspected {
  std::string authority;
  std::string path;

  static constexpr journal::Kind kind{
      .word = "inspected",
      .en = "An intercepting proxy read a request inside of a tunnel.",
      .de = "Ein Proxy, der TLS aufbricht, hat eine Anfrage in einem Tunnel gelesen.",
      .service = "proxy",
      .drawn = {.text = "reads {path}", .part = journal::Drawn::Part::reading}};
  template <class Each>
  static constexpr void fields(Each&& each) {
    each({"authority", "the host and port that the tunnel is for"}, &Inspected::authority);
    each({"path", "the path that is asked for"}, &Inspected::path);
  }
};

}  // namespace tetra::event
