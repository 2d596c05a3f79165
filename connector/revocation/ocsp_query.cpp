#include "connector/revocation/ocsp_query.hpp"

#include <fmt/format.h>
#include <openssl/err.h>
#include <openssl/ocsp.h>

#include <memory>

#include "connector/tls/certificate.hpp"
#include "connector/transfer/fetch.hpp"

namespace tetra::connector {
namespace {

constexpr std::uint64_t most_answer_bytes = 256 * 1024;

struct OcspFree {
  void operator()(OCSP_REQUEST* p) const { OCSP_REQUEST_free(p); }
  void operator()(OCSP_RESPONSE* p) const { OCSP_RESPONSE_free(p); }
  void operator()(OCSP_BASICRESP* p) const { OCSP_BASICRESP_free(p); }
  void operator()(OCSP_CERTID* p) const { OCSP_CERTID_free(p); }
};
template <class T>
using Owned = std::unique_ptr<T, OcspFree>;

std::string encoded(OCSP_REQUEST* request) {
  unsigned char* der = nullptr;
  const int length = i2d_OCSP_REQUEST(request, &der);
  if (length <= 0) return {};
  std::string bytes(reinterpret_cast<char*>(der), static_cast<std::size_t>(length));
  OPENSSL_free(der);
  return bytes;
}

/// What the signed answer says about our certificate, once the signature is known to be good.
Standing status_of(OCSP_BASICRESP* basic, OCSP_CERTID* id, Trace& trace) {
  int status = 0;
  int reason = 0;
  ASN1_GENERALIZEDTIME* revoked_at = nullptr;
  ASN1_GENERALIZEDTIME* from = nullptr;
  ASN1_GENERALIZEDTIME* until = nullptr;
  if (OCSP_resp_find_status(basic, id, &status, &reason, &revoked_at, &from, &until) != 1)
    return none("it answers for another certificate");
  if (OCSP_check_validity(from, until, clock_slack_seconds, -1) != 1) {
    return none(fmt::format("it is out of date (thisUpdate {}, nextUpdate {})", time_text(from),
                            time_text(until)));
  }
  trace.step(Step::ocsp_answer,
             {{"status", OCSP_cert_status_str(status)}, {"until", time_text(until)}});
  if (status == V_OCSP_CERTSTATUS_GOOD) return {Standing::Word::good, {}};
  if (status != V_OCSP_CERTSTATUS_REVOKED) return none("it does not know the certificate");
  return {Standing::Word::revoked, fmt::format("revoked at {} by OCSP{}{}", time_text(revoked_at),
                                               reason < 0 ? "" : ", reason ",
                                               reason < 0 ? "" : OCSP_crl_reason_str(reason))};
}

Standing judge(const Subject& subject, OCSP_REQUEST* request, OCSP_CERTID* id,
               const std::string& der, Trace& trace) {
  const auto* at = reinterpret_cast<const unsigned char*>(der.data());
  const Owned<OCSP_RESPONSE> response(
      d2i_OCSP_RESPONSE(nullptr, &at, static_cast<long>(der.size())));
  if (!response) return none("the answer is not an OCSP response");
  const int status = OCSP_response_status(response.get());
  if (status != OCSP_RESPONSE_STATUS_SUCCESSFUL)
    return none(fmt::format("the responder says {}", OCSP_response_status_str(status)));
  const Owned<OCSP_BASICRESP> basic(OCSP_response_get1_basic(response.get()));
  if (!basic) return none("the answer holds no basic response");
  if (OCSP_check_nonce(request, basic.get()) == 0) return none("the nonce is another one");
  // RFC 6960 4.2.2.2: signed by the issuer or by one whom the issuer has certified for it.
  if (OCSP_basic_verify(basic.get(), subject.chain, subject.trusted, 0) != 1) {
    const char* text = ERR_reason_error_string(ERR_peek_last_error());
    return none(fmt::format("the signature is not good: {}", text == nullptr ? "unknown" : text));
  }
  return status_of(basic.get(), id, trace);
}

}  // namespace

Standing ask_ocsp(const Subject& subject, const std::string& url, const Network& network,
                  Trace& trace) {
  trace.step(Step::ocsp_ask, {{"url", url}, {"subject", subject_of(subject.certificate)}});
  const Owned<OCSP_REQUEST> request(OCSP_REQUEST_new());
  const Owned<OCSP_CERTID> id(OCSP_cert_to_id(EVP_sha1(), subject.certificate, subject.issuer));
  OCSP_CERTID* asked = id ? OCSP_CERTID_dup(id.get()) : nullptr;
  if (!request || asked == nullptr || OCSP_request_add0_id(request.get(), asked) == nullptr)
    return none("the question can't be made");
  OCSP_request_add1_nonce(request.get(), nullptr, -1);
  const Fetched fetched = fetch_directly(
      url, {encoded(request.get()), "application/ocsp-request", most_answer_bytes}, network, trace);
  Standing standing =
      fetched.outcome.ok()
          ? judge(subject, request.get(), id.get(), fetched.body, trace)
          : none(fmt::format("{} ({})", fetched.outcome.code(), fetched.outcome.detail));
  if (standing.word == Standing::Word::none)
    trace.step(Step::ocsp_none, {{"url", url}, {"why", standing.why}});
  return standing;
}

}  // namespace tetra::connector
