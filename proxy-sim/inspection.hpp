#pragma once
#include <optional>
#include <string>

#include "certs/leaf_profiles.hpp"
#include "engine/wire/delivery.hpp"

namespace tetra::proxy {

/// How a proxy looks into a tunnel: it plays the server to the client, with a certificate that its
/// own authority has just made.
struct Inspection {
  /// Where the certificates say that their revocation is told: nowhere, on the proxy itself, or on
  /// a host that does not exist.
  enum class Pointers { none, own, dead };
  certs::LeafSpec leaf;  ///< for the host of the CONNECT unless it says otherwise
  Pointers pointers = Pointers::none;
  int min_version = 0;  ///< TLS1_VERSION …; 0: as the library has it
  int max_version = 0;
  wire::Acted acted;  ///< told when the certificate was sent, with how the handshake ended
};

/// What a fault implements whose world needs an inspection authority; see InspectionAuthority.
class Inspects {
 public:
  virtual ~Inspects() = default;
  /// Whether the endpoint trusts that authority.
  virtual bool is_trusted() const = 0;
};

}  // namespace tetra::proxy
