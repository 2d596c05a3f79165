#pragma once
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "certs/pki.hpp"
#include "proxy-sim/inspection.hpp"

namespace tetra::proxy {

/// The authority of a proxy that intercepts TLS: a PKI of its own beside the world's, whose
/// certificates it makes as it needs them.
class InspectionAuthority {
 public:
  /// For these hosts. `own_url`: where clients reach the proxy, `http://proxy.corp.example:3128`;
  /// it publishes its CRLs there.
  static Result<std::shared_ptr<InspectionAuthority>> create(std::vector<std::string> hosts,
                                                             const std::string& own_url);

  /// A server context with a certificate for the host, as the inspection says. Problem: a host that
  /// can't stand in a certificate.
  Result<std::shared_ptr<SSL_CTX>> context_for(const std::string& host,
                                               const Inspection& inspection);
  /// Appends NSS key log lines of every intercepted connection from now on.
  void log_keys_to(std::string* log) { key_log_ = log; }
  /// What an endpoint has to trust, and its name in an OpenSSL certificate directory.
  std::string root_pem() const { return pki_.root_pem(); }
  std::string root_hash_name() const;
  /// The CRL that is published under that path of the proxy, DER; nullopt for any other path.
  std::optional<std::string> list_at(std::string_view path) const;

 private:
  explicit InspectionAuthority(certs::Pki pki) : pki_(std::move(pki)) {}
  certs::Pki pki_;
  std::string* key_log_ = nullptr;
};

}  // namespace tetra::proxy
