#pragma once
#include <map>
#include <memory>
#include <string>

#include "certs/identity.hpp"
#include "certs/pki.hpp"
#include "mockserver/tls/settings.hpp"

namespace tetra::tls {

/// Plays the server's part of TLS for one service. Lives as long as the world.
class Acceptor {
 public:
  /// `hosts` are those of the service's certificates, the world's when there are none. Problem: the
  /// leaf can't be minted (a mistake in a spec).
  static Result<std::unique_ptr<Acceptor>> create(certs::Pki& pki, std::string service,
                                                  fault::Plan<Fault>& plan,
                                                  std::vector<std::string> hosts = {});

  /// The handshake, with what the plan makes of it. nullptr when there is nothing left to talk to.
  /// `transport` is taken over.
  Task<wire::ConnectionPtr> accept(wire::ConnectionPtr transport, std::uint64_t connection,
                                   std::string address);

  /// The healthy identity, for `openssl verify` and the like.
  const certs::Identity& identity() const { return healthy_.identity; }
  /// Agrees to `h2` with every client that offers it by ALPN, from the next handshake on. Otherwise
  /// an offer stays unanswered.
  void offer_h2() { offers_h2_ = true; }
  /// Appends NSS key log lines (`CLIENT_RANDOM …`) of every connection from now on.
  void log_keys_to(std::string* log);

 private:
  struct Context {
    certs::Identity identity;
    std::shared_ptr<SSL_CTX> ssl;
  };
  Acceptor(certs::Pki& pki, std::string service, fault::Plan<Fault>& plan,
           std::vector<std::string> hosts)
      : pki_(pki), service_(std::move(service)), plan_(plan), hosts_(std::move(hosts)) {}
  struct Own {
    Settings settings;
    Context context;
  };
  Context make_context(certs::Identity identity);
  Result<certs::Identity> issue(certs::LeafSpec leaf) const;
  const certs::Identity& identity_for(const Handshake& handshake);
  Handshake ask(const wire::Hello& hello, std::uint64_t connection, const std::string& address);
  wire::HelloAnswer answer_for(Own& own);

  certs::Pki& pki_;
  std::string service_;
  fault::Plan<Fault>& plan_;
  std::vector<std::string> hosts_;
  Context healthy_;
  std::map<std::vector<const void*>, certs::Identity> minted_;  // by the faults that asked for it
  std::string* key_log_ = nullptr;
  bool offers_h2_ = false;
};

}  // namespace tetra::tls
