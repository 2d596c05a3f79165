#pragma once
#include <optional>

#include "certs/leaf_profiles.hpp"
#include "engine/fault/plan.hpp"
#include "engine/wire/tls_connection.hpp"

namespace tetra::tls {

/// What the server does with one ClientHello. The zero value is the healthy handshake.
struct Handshake {
  std::optional<certs::LeafSpec> leaf;  ///< another certificate than the service's own
  wire::HelloAnswer answer;             ///< alert, raw bytes, ending, delay, flights; `context` is set from `leaf`
  int min_version = 0;                  ///< TLS1_2_VERSION …; 0: as the library has it
  int max_version = 0;
  std::string ciphers;                  ///< OpenSSL cipher list for TLS 1.2 and below; empty: the default
  std::vector<wire::Acted> on_shown;    ///< told when the certificate was sent, with how the handshake ended
};

/// What spoils a handshake.
class Fault : public fault::Fault {
 public:
  virtual void on_hello(const wire::Hello& hello, Handshake& handshake, const wire::Acted& acted) = 0;
};

/// The services that speak TLS: for `Info::services` of TLS faults.
inline const std::vector<std::string_view> every_tls_service{"update", "proxy"};

}  // namespace tetra::tls
