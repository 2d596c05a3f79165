#include "connector/tls/certificate.hpp"

#include <fmt/format.h>
#include <openssl/x509_vfy.h>

#include <array>
#include <ctime>

namespace tetra::connector {
namespace {

std::string name_text(const X509_NAME* name) {
  std::array<char, 256> text{};
  if (X509_NAME_get_text_by_NID(name, NID_commonName, text.data(), static_cast<int>(text.size())) >
      0)
    return text.data();
  X509_NAME_oneline(name, text.data(), static_cast<int>(text.size()));
  return text.data();
}

/// A chain that ends at depth 0 lacks the leaf's issuer; one that ends higher lacks only the root,
/// which is what "unknown root" is.
Cause missing_issuer(int depth) {
  return depth == 0 ? Cause::cert_missing_intermediate : Cause::cert_untrusted_root;
}

Cause cause_of(int error, int depth) {
  switch (error) {
    case X509_V_ERR_CERT_HAS_EXPIRED:
      return Cause::cert_expired;
    case X509_V_ERR_CERT_NOT_YET_VALID:
      return Cause::cert_not_yet_valid;
    case X509_V_ERR_HOSTNAME_MISMATCH:
    case X509_V_ERR_IP_ADDRESS_MISMATCH:
      return Cause::cert_wrong_host;
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
      return Cause::cert_self_signed;
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
      return Cause::cert_untrusted_root;
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
      return missing_issuer(depth);
    default:
      return Cause::cert_other;
  }
}

}  // namespace

std::string subject_of(const X509* certificate) {
  return name_text(X509_get_subject_name(certificate));
}

std::string time_text(const ASN1_TIME* time) {
  std::tm parts{};
  if (time == nullptr || ASN1_TIME_to_tm(time, &parts) != 1) return "?";
  std::array<char, 40> text{};
  std::strftime(text.data(), text.size(), "%Y-%m-%d %H:%M:%S UTC", &parts);
  return text.data();
}

void trace_certificates(STACK_OF(X509) * served, Trace& trace) {
  for (int i = 0; i < sk_X509_num(served) && i < 10; ++i) {
    const X509* certificate = sk_X509_value(served, i);
    trace.step(Step::certificate, {{"depth", std::to_string(i)},
                                   {"subject", subject_of(certificate)},
                                   {"issuer", name_text(X509_get_issuer_name(certificate))},
                                   {"from", time_text(X509_get0_notBefore(certificate))},
                                   {"to", time_text(X509_get0_notAfter(certificate))}});
  }
}

Outcome chain_outcome(X509_STORE_CTX* store) {
  const int error = X509_STORE_CTX_get_error(store);
  const int depth = X509_STORE_CTX_get_error_depth(store);
  const X509* certificate = X509_STORE_CTX_get_current_cert(store);
  return failed(
      cause_of(error, depth),
      fmt::format("{} (X509_V_ERR {}, depth {}, {})", X509_verify_cert_error_string(error), error,
                  depth, certificate == nullptr ? "no certificate" : subject_of(certificate)));
}

}  // namespace tetra::connector
