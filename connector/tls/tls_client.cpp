#include "connector/tls/tls_client.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <openssl/err.h>
#include <openssl/x509v3.h>

#include <array>

#include "connector/tls/certificate.hpp"

namespace tetra::connector {
namespace {

bool is_address(const std::string& host) {
  std::array<unsigned char, 16> bytes{};
  return inet_pton(AF_INET, host.c_str(), bytes.data()) == 1 ||
         inet_pton(AF_INET6, host.c_str(), bytes.data()) == 1;
}

bool is_not_tls(const std::string& detail) {
  return detail.find("wrong version number") != std::string::npos ||
         detail.find("http request") != std::string::npos ||
         detail.find("packet length too long") != std::string::npos;
}

}  // namespace

Outcome TlsClient::load() {
  context_.reset(SSL_CTX_new(TLS_client_method()));
  SSL_CTX* context = context_.get();
  if (context == nullptr) return failed(Cause::tls_handshake, "OpenSSL gives no context");
  SSL_CTX_set_mode(context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
  const bool trusted = trust_.ca_file.empty()
                           ? SSL_CTX_set_default_verify_paths(context) == 1
                           : SSL_CTX_load_verify_file(context, trust_.ca_file.c_str()) == 1;
  ERR_clear_error();
  if (!trusted && trust_.verify_peer) {
    context_.reset();
    return failed(Cause::own_io, "the trusted certificates can't be read: " + trust_.ca_file);
  }
  SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nullptr);
  SSL_CTX_set_cert_verify_callback(context, &TlsClient::on_verify, this);
  constexpr std::array<unsigned char, 9> alpn{8, 'h', 't', 't', 'p', '/', '1', '.', '1'};
  SSL_CTX_set_alpn_protos(context, alpn.data(), alpn.size());
  return success();
}

Outcome TlsClient::handshake(Channel& channel, const std::string& host) {
  if (!context_) {
    if (Outcome outcome = load(); !outcome.ok()) return outcome;
  }
  host_ = host;
  certificate_ = success();
  SslPtr ssl(SSL_new(context_.get()));
  if (!ssl) return failed(Cause::tls_handshake, "OpenSSL gives no connection");
  X509_VERIFY_PARAM* param = SSL_get0_param(ssl.get());
  if (is_address(host)) {  // RFC 6066 3: no address in SNI
    if (trust_.verify_host) X509_VERIFY_PARAM_set1_ip_asc(param, host.c_str());
  } else {
    SSL_set_tlsext_host_name(ssl.get(), host.c_str());
    if (trust_.verify_host) X509_VERIFY_PARAM_set1_host(param, host.c_str(), 0);
    X509_VERIFY_PARAM_set_hostflags(param, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
  }
  trace_.step(Step::tls_begin, {{"host", host}});
  if (!channel.handshake(std::move(ssl))) return certificate_.ok() ? ended(channel) : certificate_;
  trace_.step(Step::tls_done, {{"version", SSL_get_version(channel.ssl())},
                               {"cipher", SSL_get_cipher_name(channel.ssl())}});
  return success();
}

Outcome TlsClient::ended(const Channel& channel) const {
  switch (channel.ending()) {
    case Ending::tls_alert:
      return failed(Cause::tls_alert, channel.detail());
    case Ending::truncated:
    case Ending::fin:
    case Ending::close_notify:
      return failed(Cause::tls_closed, "the peer closed during the handshake");
    case Ending::reset:
      return failed(Cause::tls_reset, channel.detail());
    case Ending::timeout:
      return failed(Cause::tls_timeout, channel.detail());
    case Ending::time_limit:
      return failed(Cause::time_limit, channel.detail());
    case Ending::cancelled:
      return failed(Cause::cancelled, channel.detail());
    default:
      return failed(is_not_tls(channel.detail()) ? Cause::tls_not_tls : Cause::tls_handshake,
                    channel.detail());
  }
}

int TlsClient::on_verify(X509_STORE_CTX* store, void* self) {
  return static_cast<TlsClient*>(self)->verify(store) ? 1 : 0;
}

bool TlsClient::verify_name_only(X509* leaf) {
  trace_.step(Step::verification_off);
  if (!trust_.verify_host) return true;
  const bool right = is_address(host_)
                         ? X509_check_ip_asc(leaf, host_.c_str(), 0) == 1
                         : X509_check_host(leaf, host_.c_str(), host_.size(),
                                           X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS, nullptr) == 1;
  if (!right)
    certificate_ =
        failed(Cause::cert_wrong_host, fmt::format("{} is not for {}", subject_of(leaf), host_));
  return right;
}

bool TlsClient::verify(X509_STORE_CTX* store) {
  trace_certificates(X509_STORE_CTX_get0_untrusted(store), trace_);
  if (!trust_.verify_peer) {
    if (verify_name_only(X509_STORE_CTX_get0_cert(store))) return true;
    X509_STORE_CTX_set_error(store, X509_V_ERR_HOSTNAME_MISMATCH);
    return false;
  }
  if (X509_verify_cert(store) != 1) {
    certificate_ = chain_outcome(store);
    trace_.step(Step::chain_bad, {{"why", certificate_.detail}});
    return false;
  }
  STACK_OF(X509)* chain = X509_STORE_CTX_get0_chain(store);
  trace_.step(Step::chain_good,
              {{"root", subject_of(sk_X509_value(chain, sk_X509_num(chain) - 1))}});
  if (revocation_ == nullptr) {
    trace_.step(Step::revocation_off);
    return true;
  }
  certificate_ = revocation_->check(chain, X509_STORE_CTX_get0_store(store));
  if (certificate_.ok()) return true;
  // The error chooses the alert that the server sees: certificate_revoked, or unknown_ca where
  // nothing could be asked.
  X509_STORE_CTX_set_error(store, certificate_.cause == Cause::revoked
                                      ? X509_V_ERR_CERT_REVOKED
                                      : X509_V_ERR_UNABLE_TO_GET_CRL);
  return false;
}

}  // namespace tetra::connector
