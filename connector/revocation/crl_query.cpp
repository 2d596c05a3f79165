#include "connector/revocation/crl_query.hpp"

#include <fmt/format.h>
#include <openssl/err.h>
#include <openssl/pem.h>

#include <ctime>
#include <memory>

#include "connector/tls/certificate.hpp"
#include "connector/transfer/fetch.hpp"

namespace tetra::connector {
namespace {

constexpr std::uint64_t most_crl_bytes = 32 * 1024 * 1024;

struct CrlFree {
  void operator()(X509_CRL* crl) const { X509_CRL_free(crl); }
  void operator()(BIO* bio) const { BIO_free(bio); }
};
using CrlPtr = std::unique_ptr<X509_CRL, CrlFree>;

/// DER as RFC 5280 4.2.1.13 asks for, or PEM, which some servers give.
CrlPtr decoded(const std::string& bytes) {
  const auto* at = reinterpret_cast<const unsigned char*>(bytes.data());
  if (CrlPtr crl{d2i_X509_CRL(nullptr, &at, static_cast<long>(bytes.size()))}) return crl;
  const std::unique_ptr<BIO, CrlFree> bio(
      BIO_new_mem_buf(bytes.data(), static_cast<int>(bytes.size())));
  return CrlPtr{PEM_read_bio_X509_CRL(bio.get(), nullptr, nullptr, nullptr)};
}

bool is_within_dates(const X509_CRL* crl) {
  std::time_t later = std::time(nullptr) + clock_slack_seconds;
  std::time_t earlier = std::time(nullptr) - clock_slack_seconds;
  const ASN1_TIME* until = X509_CRL_get0_nextUpdate(crl);
  return X509_cmp_time(X509_CRL_get0_lastUpdate(crl), &later) < 0 && until != nullptr &&
         X509_cmp_time(until, &earlier) > 0;
}

/// RFC 5280 5.2: a list with a critical extension that is not understood must not be used. None is
/// understood here, so neither a delta nor a list for other certificates, reasons or distribution
/// points proves anything.
bool has_critical_extension(const X509_CRL* crl) {
  return X509_CRL_get_ext_by_critical(crl, 1, -1) >= 0;
}

Standing judge(const Subject& subject, X509_CRL* crl, Trace& trace) {
  if (X509_NAME_cmp(X509_CRL_get_issuer(crl), X509_get_subject_name(subject.issuer)) != 0)
    return none("the list is another authority's");
  if (X509_CRL_verify(crl, X509_get0_pubkey(subject.issuer)) != 1)
    return none("the list's signature is not good");
  if (has_critical_extension(crl))
    return none(
        "the list has a critical extension: it is a delta, for other certificates, or of an "
        "unknown kind");
  const std::string until = time_text(X509_CRL_get0_nextUpdate(crl));
  if (!is_within_dates(crl)) {
    return none(fmt::format("the list is out of date (thisUpdate {}, nextUpdate {})",
                            time_text(X509_CRL_get0_lastUpdate(crl)), until));
  }
  STACK_OF(X509_REVOKED)* entries = X509_CRL_get_REVOKED(crl);
  trace.step(Step::crl_answer,
             {{"entries", std::to_string(entries == nullptr ? 0 : sk_X509_REVOKED_num(entries))},
              {"until", until}});
  X509_REVOKED* entry = nullptr;
  // 2 is removeFromCRL: taken off hold, so not revoked.
  if (X509_CRL_get0_by_cert(crl, &entry, subject.certificate) != 1)
    return {Standing::Word::good, {}};
  return {Standing::Word::revoked,
          fmt::format("revoked at {} by CRL", time_text(X509_REVOKED_get0_revocationDate(entry)))};
}

}  // namespace

Standing ask_crl(const Subject& subject, const std::string& url, const Network& network,
                 Trace& trace) {
  trace.step(Step::crl_ask, {{"url", url}, {"subject", subject_of(subject.certificate)}});
  const Fetched fetched = fetch_directly(url, {{}, {}, most_crl_bytes}, network, trace);
  Standing standing;
  if (!fetched.outcome.ok()) {
    standing = none(fmt::format("{} ({})", fetched.outcome.code(), fetched.outcome.detail));
  } else if (const CrlPtr crl = decoded(fetched.body)) {
    standing = judge(subject, crl.get(), trace);
  } else {
    standing = none("the answer is not a revocation list");
  }
  if (standing.word == Standing::Word::none)
    trace.step(Step::crl_none, {{"url", url}, {"why", standing.why}});
  return standing;
}

}  // namespace tetra::connector
