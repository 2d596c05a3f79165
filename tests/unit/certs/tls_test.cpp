#include <openssl/err.h>
#include <openssl/ssl.h>

#include "certs/identity.hpp"
#include "tests/unit/certs/world.hpp"

namespace tetra::certs {
namespace {

using Context = Owned<SSL_CTX, SSL_CTX_free>;
using Session = Owned<SSL, SSL_free>;

/// A handshake in memory between a server with this identity and a client that trusts its anchor.
class Handshake {
 public:
  explicit Handshake(const Identity& identity, const char* host = kHost) {
    install(server_context_.get(), identity);
    X509_STORE_add_cert(SSL_CTX_get_cert_store(client_context_.get()), identity.trust_anchor.get());
    server_.reset(SSL_new(server_context_.get()));
    client_.reset(SSL_new(client_context_.get()));
    SSL_set_accept_state(server_.get());
    SSL_set_connect_state(client_.get());
    SSL_set1_host(client_.get(), host);
    SSL_set_verify(client_.get(), SSL_VERIFY_PEER, nullptr);
    BIO* one = nullptr;
    BIO* other = nullptr;
    BIO_new_bio_pair(&one, 0, &other, 0);
    SSL_set_bio(server_.get(), one, one);
    SSL_set_bio(client_.get(), other, other);
    for (int i = 0; i < 200 && !done(); ++i) {
      SSL_do_handshake(client_.get());
      SSL_do_handshake(server_.get());
    }
    ERR_clear_error();
  }

  bool done() const {
    return SSL_is_init_finished(client_.get()) == 1 && SSL_is_init_finished(server_.get()) == 1;
  }
  long verify_result() const { return SSL_get_verify_result(client_.get()); }
  int certificates_received() const { return sk_X509_num(SSL_get_peer_cert_chain(client_.get())); }

 private:
  Context server_context_{SSL_CTX_new(TLS_server_method())};
  Context client_context_{SSL_CTX_new(TLS_client_method())};
  Session server_;
  Session client_;
};

TEST(Install, TheHealthyIdentityIsAccepted) {
  auto pki = make_pki();
  const Handshake handshake(issue(pki));
  EXPECT_TRUE(handshake.done());
  EXPECT_EQ(handshake.verify_result(), X509_V_OK);
  EXPECT_EQ(handshake.certificates_received(), 2);
}

TEST(Install, SendsExactlyTheCertificatesAskedFor) {
  auto pki = make_pki();
  const auto received = [&](std::string_view profile) {
    return Handshake(issue(pki, profile)).certificates_received();
  };
  EXPECT_EQ(received("missing-intermediate"), 1);
  EXPECT_EQ(received("reversed-chain"), 3);
  EXPECT_EQ(received("extra-certificates"), 5);
}

TEST(Install, EveryProfileIsServedAndGivesItsErrorToAClient) {
  for (const auto& profile : leaf_profiles()) {
    if (profile.name == "many-names")
      continue;  // More than a client's limit for a Certificate message.
    auto pki = make_pki();
    const Handshake handshake(issue(pki, profile.name));
    EXPECT_EQ(handshake.verify_result(), profile.verify_error) << profile.name;
    EXPECT_EQ(handshake.done(), profile.verify_error == X509_V_OK) << profile.name;
  }
}

TEST(Install, ManyNamesExceedWhatAClientReads) {
  auto pki = make_pki();
  EXPECT_GT(to_der(issue(pki, "many-names").leaf).size(), 100U * 1024U);
  EXPECT_FALSE(Handshake(issue(pki, "many-names")).done());
}

}  // namespace
}  // namespace tetra::certs
