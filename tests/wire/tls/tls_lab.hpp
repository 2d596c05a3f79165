#pragma once
#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "mockserver/tls/acceptor.hpp"
#include "tests/support/server.hpp"

namespace tetra::test {

/// One fault as YAML says it, its parameters as a map of scalars and lists: `{"alert", {{"code",
/// "42"}}}`.
struct TlsLine {
  std::string name;
  std::vector<std::pair<std::string, Node>> parameters;
};

/// What a client saw of one connection that shakes hands and sends `GET`.
struct Shaken {
  bool done = false;  ///< the client's side of the handshake
  std::string raw;    ///< what its kernel got
  Heard heard;        ///< all that came until the peer ended
  std::string version, alpn, staple;
  std::vector<std::string> hosts;  ///< subjectAltName of the leaf
  int certificates = 0;            ///< in the Certificate message
  bool asked_for_certificate = false;
  std::string group;                           ///< of the key exchange
  std::string failure;                         ///< why the client's OpenSSL stopped
  std::chrono::steady_clock::duration took{};  ///< the handshake
  std::size_t acted = 0;
  std::string journal;
};

/// The TLS of a service named `update` with these faults, on a world's PKI, which answers `200` to
/// whoever asks.
class TlsLab final : public Server {
 public:
  explicit TlsLab(const std::vector<TlsLine>& faults);
  ~TlsLab() override { stop(); }
  certs::Pki& pki() { return pki_; }

 private:
  Task<> serve(tcp::Arrival arrival);
  certs::Pki pki_;
  fault::Clockwork clockwork_;
  fault::Plan<tls::Fault> plan_{clockwork_};
  std::unique_ptr<tls::Acceptor> acceptor_;
};

/// What the client does before it shakes hands.
using Prepare = std::function<void(SSL*)>;
/// One connection to a lab with these faults. The client offers ALPN http/1.1 and h2, asks for a
/// staple, and sends `tetra-defs.amp.cisco.com`.
Shaken shake(const std::vector<TlsLine>& faults, Security security = Security::tls13,
             const Prepare& prepare = {});

/// The check holds with the faults and fails without; each of them acted once.
using Sees = std::function<bool(const Shaken&)>;
void expect_tls_differs(const std::vector<TlsLine>& faults, const Sees& sees,
                        Security security = Security::tls13, const Prepare& prepare = {});

}  // namespace tetra::test
