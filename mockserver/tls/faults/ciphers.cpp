// tls.ciphers: the server agrees to some ciphers and groups only.
#include "mockserver/tls/tls_fault.hpp"

namespace tetra::tls {
namespace {

class Ciphers final : public Fault {
 public:
  explicit Ciphers(fault::Params& params)
      : tls12_(params.text(
            "tls12", "OpenSSL cipher list for TLS 1.2 and older: ECDHE-ECDSA-AES128-SHA …", "")),
        tls13_(params.text("tls13", "TLS 1.3 cipher suites: TLS_AES_128_GCM_SHA256 …", "")),
        groups_(params.text("groups",
                            "key exchange groups: P-521, X25519, ffdhe2048 …; one without a key "
                            "share makes HelloRetryRequest",
                            "")) {
    const std::shared_ptr<SSL_CTX> trial(SSL_CTX_new(TLS_server_method()), SSL_CTX_free);
    if (!tls12_.empty() && SSL_CTX_set_cipher_list(trial.get(), tls12_.c_str()) != 1)
      params.complain("OpenSSL knows none of these ciphers: " + tls12_, "see `openssl ciphers`");
    if (!tls13_.empty() && SSL_CTX_set_ciphersuites(trial.get(), tls13_.c_str()) != 1)
      params.complain("OpenSSL does not know these suites: " + tls13_,
                      "for example TLS_AES_128_GCM_SHA256");
    if (!groups_.empty() && SSL_CTX_set1_groups_list(trial.get(), groups_.c_str()) != 1)
      params.complain("OpenSSL does not know these groups: " + groups_, "for example P-521:X25519");
  }

  void on_hello(const wire::Hello& /*hello*/, Handshake& handshake,
                const wire::Acted& acted) override {
    handshake.ciphers = tls12_;
    handshake.suites = tls13_;
    handshake.groups = groups_;
    handshake.on_shown.push_back(acted);
  }

 private:
  std::string tls12_, tls13_, groups_;
};

const fault::Register<Ciphers> ciphers_entry{{
    .layer = "tls",
    .name = "ciphers",
    .services = every_tls_service,
    .summary = "Agrees to these cipher suites and groups only; with none in common the client gets "
               "handshake_failure.",
}};

}  // namespace
}  // namespace tetra::tls
