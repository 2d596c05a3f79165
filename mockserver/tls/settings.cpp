#include "mockserver/tls/settings.hpp"

#include <openssl/ssl.h>

#include "certs/staple.hpp"

namespace tetra::tls {
namespace {

const journal::Detail<std::int64_t> staple_bytes{"staple_bytes",
                                                 "the size of the stapled OCSP response"};

// RFC 7301 section 3.2. What the client did not offer is agreed all the same when the scenario says
// so.
int choose_protocol(SSL* /*ssl*/, const unsigned char** out, unsigned char* size,
                    const unsigned char* /*offered*/, unsigned int /*length*/, void* data) {
  const Alpn& alpn = *static_cast<Settings*>(data)->handshake.alpn;
  if (alpn.acted) alpn.acted({});
  if (alpn.refuses) return SSL_TLSEXT_ERR_ALERT_FATAL;
  *out = reinterpret_cast<const unsigned char*>(alpn.protocol.data());
  *size = static_cast<unsigned char>(alpn.protocol.size());
  return SSL_TLSEXT_ERR_OK;
}

// Asked only when the client wants a staple (RFC 6066 section 8). OpenSSL frees what it is given.
int give_staple(SSL* ssl, void* data) {
  Settings& settings = *static_cast<Settings*>(data);
  const std::string& staple = settings.staple;
  if (settings.handshake.staple->acted)
    settings.handshake.staple->acted({staple_bytes(static_cast<std::int64_t>(staple.size()))});
  void* bytes = OPENSSL_memdup(staple.data(), staple.size());
  if (SSL_set_tlsext_status_ocsp_resp(ssl, bytes, static_cast<long>(staple.size())) != 1)
    return SSL_TLSEXT_ERR_NOACK;
  return SSL_TLSEXT_ERR_OK;
}

// Trust in exactly the issuer asked for: its own certificate is anchor enough.
void trust(SSL_CTX* context, const ClientCertificate& wanted, const certs::Pki& pki) {
  const certs::Certificate issuer = pki.certificate(wanted.issuer);
  X509_STORE* store = SSL_CTX_get_cert_store(context);
  X509_STORE_add_cert(store, issuer.get());
  X509_STORE_set_flags(store, X509_V_FLAG_PARTIAL_CHAIN);
  if (wanted.names_issuer) SSL_CTX_add_client_CA(context, issuer.get());
}

}  // namespace

bool needs_own_context(const Handshake& handshake) {
  return handshake.leaf || handshake.alpn || handshake.staple || handshake.client_certificate;
}

void apply(SSL_CTX* context, Settings& settings, const certs::Pki& pki,
           const certs::Identity& identity) {
  if (settings.handshake.alpn) SSL_CTX_set_alpn_select_cb(context, choose_protocol, &settings);
  if (settings.handshake.client_certificate)
    trust(context, *settings.handshake.client_certificate, pki);
  if (!settings.handshake.staple) return;
  const Staple& staple = *settings.handshake.staple;
  settings.staple = staple.raw ? *staple.raw : certs::staple(pki, identity, staple.answer);
  SSL_CTX_set_tlsext_status_cb(context, give_staple);
  SSL_CTX_set_tlsext_status_arg(context, &settings);
}

std::function<void(SSL*)> adjustment(const Handshake& handshake) {
  const bool old = (handshake.min_version != 0 && handshake.min_version < TLS1_2_VERSION) ||
                   (handshake.max_version != 0 && handshake.max_version < TLS1_2_VERSION);
  return [least = handshake.min_version, most = handshake.max_version, ciphers = handshake.ciphers,
          suites = handshake.suites, groups = handshake.groups,
          client = handshake.client_certificate, old](SSL* ssl) {
    // TLS 1.0 and 1.1 sign over SHA-1, which OpenSSL serves at level 0 only.
    if (old || !ciphers.empty()) SSL_set_security_level(ssl, 0);
    if (least != 0) SSL_set_min_proto_version(ssl, least);
    if (most != 0) SSL_set_max_proto_version(ssl, most);
    if (old && ciphers.empty()) SSL_set_cipher_list(ssl, "DEFAULT");
    if (!ciphers.empty()) SSL_set_cipher_list(ssl, ciphers.c_str());
    if (!suites.empty()) SSL_set_ciphersuites(ssl, suites.c_str());
    if (!groups.empty()) SSL_set1_groups_list(ssl, groups.c_str());
    if (!client) return;
    SSL_set_verify(
        ssl, client->required ? SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT : SSL_VERIFY_PEER,
        nullptr);
  };
}

}  // namespace tetra::tls
