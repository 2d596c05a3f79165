#pragma once
#include <optional>

#include "certs/leaf_profiles.hpp"
#include "certs/ocsp_answer.hpp"
#include "engine/fault/plan.hpp"
#include "engine/wire/tls_connection.hpp"

namespace tetra::tls {

/// What the server wants of a client's certificate.
struct ClientCertificate {
  bool required = true;  ///< false: asks, and goes on without one
  certs::Authority issuer = certs::Authority::intermediate;  ///< whose certificates it takes
  bool names_issuer = true;  ///< tells the client so (certificate_authorities)
};

/// What the server says to a client's list of application protocols (RFC 7301).
struct Alpn {
  bool refuses = false;  ///< no_application_protocol
  std::string protocol;  ///< agreed, offered or not
  wire::Acted acted;     ///< told when the client's list is answered
};

/// The OCSP response that goes with the certificate.
struct Staple {
  std::optional<std::string> raw;  ///< these bytes, whatever they are
  certs::OcspAnswerSpec answer;
  wire::Acted acted;  ///< told when a client asked and gets it
};

/// What the server does with one ClientHello. The zero value is the healthy handshake.
struct Handshake {
  std::optional<certs::LeafSpec> leaf;  ///< another certificate than the service's own
  std::vector<const void*>
      leaf_by;  ///< the faults that said so: for the same ones it is minted once
  wire::HelloAnswer
      answer;           ///< alert, raw bytes, ending, delay, flights; `context` is set from `leaf`
  int min_version = 0;  ///< TLS1_2_VERSION …; 0: as the library has it
  int max_version = 0;
  std::string ciphers;  ///< OpenSSL cipher list for TLS 1.2 and below; empty: the default
  std::string suites;   ///< TLS 1.3 cipher suites; empty: the default
  std::string groups;   ///< key exchange groups; empty: the default
  std::optional<ClientCertificate> client_certificate;
  std::optional<Alpn> alpn;
  std::optional<Staple> staple;
  std::vector<wire::Acted>
      on_shown;  ///< told when the certificate was sent, with how the handshake ended
};

/// What spoils a handshake.
class Fault : public fault::Fault {
 public:
  virtual void on_hello(const wire::Hello& hello, Handshake& handshake,
                        const wire::Acted& acted) = 0;
  /// Asked before the world's certificates are minted: what takes time is made now, not while a
  /// client waits, and `root` tells how the root that the endpoint trusts differs from a healthy
  /// one.
  virtual void on_prepare(certs::CertificateSpec& /*root*/) const {}
};

/// The services that speak TLS: for `Info::services` of TLS faults.
inline const std::vector<std::string_view> every_tls_service{"update", "proxy"};

}  // namespace tetra::tls
