#pragma once
#include <string>

namespace tetra::connector {

/// What a server's certificate is held against.
struct Trust {
  std::string ca_file;  ///< empty: the system's trust store
  bool verify_host = true;
  bool verify_peer = true;  ///< false: neither chain nor revocation is looked at
};

}  // namespace tetra::connector
