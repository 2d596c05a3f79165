#include "certs/ocsp_request.hpp"

#include <openssl/err.h>
#include <openssl/ocsp.h>
#include <openssl/x509.h>

#include "certs/key.hpp"
#include "certs/openssl.hpp"

namespace tetra::certs {
namespace {

constexpr std::size_t kLargestRequest = 64 * 1024;
constexpr int kMostCertificates = 64;
constexpr int kLongestSerial = 64;  // RFC 5280 allows 20; a client may ask about worse
constexpr int kLongestNonce = 256;  // RFC 8954 allows 32, older clients send more

using Request = Owned<OCSP_REQUEST, OCSP_REQUEST_free>;

auto malformed(const char* why) {
  return fail("malformed-ocsp-request", {}, why);
}

std::string bytes_of(const ASN1_STRING* text) {
  return {reinterpret_cast<const char*>(ASN1_STRING_get0_data(text)),
          static_cast<std::size_t>(ASN1_STRING_length(text))};
}

std::string der_of(const OCSP_CERTID* id) {
  unsigned char* der = nullptr;
  const int size = i2d_OCSP_CERTID(id, &der);
  require(size, "i2d_OCSP_CERTID");
  std::string bytes(reinterpret_cast<char*>(der), static_cast<std::size_t>(size));
  OPENSSL_free(der);
  return bytes;
}

Result<OcspCertId> read(OCSP_CERTID* id) {
  ASN1_OCTET_STRING* name_hash = nullptr;
  ASN1_OCTET_STRING* key_hash = nullptr;
  ASN1_OBJECT* digest = nullptr;
  ASN1_INTEGER* serial = nullptr;
  if (OCSP_id_get0_info(&name_hash, &digest, &key_hash, &serial, id) != 1)
    return malformed("a CertID can't be read");
  if (ASN1_STRING_length(serial) > kLongestSerial) return malformed("a serial number is too long");
  return OcspCertId{OBJ_obj2nid(digest), bytes_of(name_hash), bytes_of(key_hash),
                    serial_text(bytes_of(serial)), der_of(id)};
}

Result<std::optional<std::string>> read_nonce(OCSP_REQUEST* request) {
  const int position = OCSP_REQUEST_get_ext_by_NID(request, NID_id_pkix_OCSP_Nonce, -1);
  if (position < 0) return std::nullopt;
  const auto* value = X509_EXTENSION_get_data(OCSP_REQUEST_get_ext(request, position));
  if (ASN1_STRING_length(value) > kLongestNonce) return malformed("the nonce is too long");
  return bytes_of(value);
}

}  // namespace

Result<OcspRequestInfo> parse_ocsp_request(std::string_view der) {
  if (der.size() > kLargestRequest) return malformed("the request is larger than 64 KiB");
  const auto* next = reinterpret_cast<const unsigned char*>(der.data());
  const auto* const end = next + der.size();
  const Request request(d2i_OCSP_REQUEST(nullptr, &next, static_cast<long>(der.size())));
  ERR_clear_error();
  if (!request) return malformed("the request is no OCSPRequest");
  if (next != end) return malformed("bytes follow the request");
  const int count = OCSP_request_onereq_count(request.get());
  if (count < 1) return malformed("the request asks about no certificate");
  if (count > kMostCertificates)
    return malformed("the request asks about more than 64 certificates");
  OcspRequestInfo info;
  for (int i = 0; i < count; ++i) {
    auto id = read(OCSP_onereq_get0_id(OCSP_request_onereq_get0(request.get(), i)));
    if (!id) return fail(id.error());
    info.certificates.push_back(*std::move(id));
  }
  auto nonce = read_nonce(request.get());
  if (!nonce) return fail(nonce.error());
  info.nonce = *std::move(nonce);
  info.der = der;
  return info;
}

}  // namespace tetra::certs
