#include "tests/unit/connector/test_pki.hpp"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>
#include <zlib.h>

#include <array>
#include <ctime>
#include <functional>

#include "engine/base/text.hpp"

namespace tetra::connector::test {
namespace {

void extend(X509* certificate, X509* issuer, int nid, const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, nid, value.c_str());
  X509_add_ext(certificate, extension, -1);
  X509_EXTENSION_free(extension);
}

void set_random_serial(X509* certificate) {
  std::array<unsigned char, 8> bytes{};
  RAND_bytes(bytes.data(), static_cast<int>(bytes.size()));
  bytes[0] &= 0x7f;
  BIGNUM* number = BN_bin2bn(bytes.data(), static_cast<int>(bytes.size()), nullptr);
  BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate));
  BN_free(number);
}

std::string taken(BIO* bio) {
  char* text = nullptr;
  const long length = BIO_get_mem_data(bio, &text);
  std::string out(text, static_cast<std::size_t>(length));
  BIO_free(bio);
  return out;
}

}  // namespace

Identity mint(const Wanted& wanted, const Identity* issuer) {
  Identity identity{Key(EVP_EC_gen("P-256")), Certificate(X509_new())};
  X509* certificate = identity.certificate.get();
  X509* signer = issuer == nullptr ? certificate : issuer->certificate.get();
  X509_set_version(certificate, 2);
  set_random_serial(certificate);
  X509_gmtime_adj(X509_getm_notBefore(certificate), wanted.from);
  X509_gmtime_adj(X509_getm_notAfter(certificate), wanted.to);
  X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate), "CN", MBSTRING_UTF8,
                             reinterpret_cast<const unsigned char*>(wanted.name.c_str()), -1, -1,
                             0);
  X509_set_issuer_name(certificate, X509_get_subject_name(signer));
  X509_set_pubkey(certificate, identity.key.get());
  extend(certificate, signer, NID_basic_constraints,
         wanted.host.empty() ? "critical,CA:TRUE" : "critical,CA:FALSE");
  extend(certificate, signer, NID_key_usage,
         wanted.host.empty() ? "critical,keyCertSign,cRLSign,digitalSignature"
                             : "critical,digitalSignature");
  if (!wanted.host.empty()) extend(certificate, signer, NID_subject_alt_name, "DNS:" + wanted.host);
  if (!wanted.ocsp_url.empty())
    extend(certificate, signer, NID_info_access, "OCSP;URI:" + wanted.ocsp_url);
  if (!wanted.crl_url.empty())
    extend(certificate, signer, NID_crl_distribution_points, "URI:" + wanted.crl_url);
  X509_sign(certificate, issuer == nullptr ? identity.key.get() : issuer->key.get(), EVP_sha256());
  return identity;
}

std::string pem(const Certificate& certificate) {
  BIO* bio = BIO_new(BIO_s_mem());
  PEM_write_bio_X509(bio, certificate.get());
  return taken(bio);
}

std::string make_crl(const Identity& issuer, const std::vector<const X509*>& revoked) {
  const std::unique_ptr<X509_CRL, decltype(&X509_CRL_free)> crl(X509_CRL_new(), X509_CRL_free);
  X509_CRL_set_version(crl.get(), 1);
  X509_CRL_set_issuer_name(crl.get(), X509_get_subject_name(issuer.certificate.get()));
  const std::unique_ptr<ASN1_TIME, decltype(&ASN1_TIME_free)> time(X509_gmtime_adj(nullptr, -60),
                                                                   ASN1_TIME_free);
  X509_CRL_set1_lastUpdate(crl.get(), time.get());
  for (const X509* certificate : revoked) {
    X509_REVOKED* entry = X509_REVOKED_new();
    X509_REVOKED_set_serialNumber(entry,
                                  const_cast<ASN1_INTEGER*>(X509_get0_serialNumber(certificate)));
    X509_REVOKED_set_revocationDate(entry, time.get());
    X509_CRL_add0_revoked(crl.get(), entry);
  }
  X509_gmtime_adj(time.get(), 3600);
  X509_CRL_set1_nextUpdate(crl.get(), time.get());
  X509_CRL_sign(crl.get(), issuer.key.get(), EVP_sha256());
  unsigned char* der = nullptr;
  const int length = i2d_X509_CRL(crl.get(), &der);
  std::string out(reinterpret_cast<char*>(der), static_cast<std::size_t>(length));
  OPENSSL_free(der);
  return out;
}

std::string answer_ocsp(const std::string& request, const Identity& issuer, int status) {
  const auto* at = reinterpret_cast<const unsigned char*>(request.data());
  const std::unique_ptr<OCSP_REQUEST, decltype(&OCSP_REQUEST_free)> asked(
      d2i_OCSP_REQUEST(nullptr, &at, static_cast<long>(request.size())), OCSP_REQUEST_free);
  if (!asked) return "not OCSP";
  const std::unique_ptr<OCSP_BASICRESP, decltype(&OCSP_BASICRESP_free)> basic(OCSP_BASICRESP_new(),
                                                                              OCSP_BASICRESP_free);
  const std::unique_ptr<ASN1_TIME, decltype(&ASN1_TIME_free)> from(X509_gmtime_adj(nullptr, -60),
                                                                   ASN1_TIME_free);
  const std::unique_ptr<ASN1_TIME, decltype(&ASN1_TIME_free)> until(X509_gmtime_adj(nullptr, 3600),
                                                                    ASN1_TIME_free);
  OCSP_CERTID* id = OCSP_onereq_get0_id(OCSP_request_onereq_get0(asked.get(), 0));
  const bool revoked = status == V_OCSP_CERTSTATUS_REVOKED;
  OCSP_basic_add1_status(basic.get(), id, status, revoked ? OCSP_REVOKED_STATUS_KEYCOMPROMISE : 0,
                         revoked ? from.get() : nullptr, from.get(), until.get());
  OCSP_copy_nonce(basic.get(), asked.get());
  OCSP_basic_sign(basic.get(), issuer.certificate.get(), issuer.key.get(), EVP_sha256(), nullptr,
                  0);
  const std::unique_ptr<OCSP_RESPONSE, decltype(&OCSP_RESPONSE_free)> response(
      OCSP_response_create(OCSP_RESPONSE_STATUS_SUCCESSFUL, basic.get()), OCSP_RESPONSE_free);
  unsigned char* der = nullptr;
  const int length = i2d_OCSP_RESPONSE(response.get(), &der);
  std::string out(reinterpret_cast<char*>(der), static_cast<std::size_t>(length));
  OPENSSL_free(der);
  return out;
}

std::shared_ptr<SSL_CTX> server_context(const Identity& leaf,
                                        const std::vector<const Identity*>& chain) {
  std::shared_ptr<SSL_CTX> context(SSL_CTX_new(TLS_server_method()), SSL_CTX_free);
  SSL_CTX_use_certificate(context.get(), leaf.certificate.get());
  SSL_CTX_use_PrivateKey(context.get(), leaf.key.get());
  for (const Identity* identity : chain)
    SSL_CTX_add1_chain_cert(context.get(), identity->certificate.get());
  return context;
}

Key ed25519() {
  return Key(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"));
}

std::string public_pem(const Key& key) {
  BIO* bio = BIO_new(BIO_s_mem());
  PEM_write_bio_PUBKEY(bio, key.get());
  return taken(bio);
}

std::string sign_line(const Key& key, const std::string& text) {
  std::array<unsigned char, 64> raw{};
  std::size_t length = raw.size();
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(),
                                                                        EVP_MD_CTX_free);
  EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key.get());
  EVP_DigestSign(context.get(), raw.data(), &length,
                 reinterpret_cast<const unsigned char*>(text.data()), text.size());
  std::array<unsigned char, 100> base64{};
  EVP_EncodeBlock(base64.data(), raw.data(), static_cast<int>(length));
  return "tetra-lab-ed25519 " + std::string(reinterpret_cast<char*>(base64.data())) + "\n";
}

std::string gzip(const std::string& plain) {
  z_stream stream{};
  deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
  std::string out(deflateBound(&stream, plain.size()) + 64, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(plain.data()));
  stream.avail_in = static_cast<uInt>(plain.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

std::string md5(const std::string& plain) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  std::size_t length = 0;
  EVP_Q_digest(nullptr, "MD5", nullptr, plain.data(), plain.size(), digest.data(), &length);
  return text::hex(std::span(digest.data(), length));
}

}  // namespace tetra::connector::test
