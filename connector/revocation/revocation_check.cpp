#include "connector/revocation/revocation_check.hpp"

#include <fmt/format.h>
#include <openssl/err.h>
#include <openssl/x509v3.h>

#include "connector/tls/certificate.hpp"

namespace tetra::connector {
namespace {

constexpr std::size_t most_pointers = 4;

void keep_http(std::vector<std::string>& urls, const ASN1_STRING* text) {
  const std::string url(reinterpret_cast<const char*>(ASN1_STRING_get0_data(text)),
                        static_cast<std::size_t>(ASN1_STRING_length(text)));
  if (urls.size() < most_pointers && url.size() < 2000 && url.starts_with("http://"))
    urls.push_back(url);
}

/// Asks each source in turn until one answers.
template <class Ask>
Standing first_answer(const std::vector<std::string>& urls, Ask ask, std::string& reasons) {
  for (const std::string& url : urls) {
    Standing standing = ask(url);
    if (standing.word != Standing::Word::none) return standing;
    reasons += fmt::format("{}{}: {}", reasons.empty() ? "" : "; ", url, standing.why);
  }
  return {};
}

Outcome check_one(const Subject& subject, const Network& network, Trace& trace) {
  const std::string name = subject_of(subject.certificate);
  const auto ocsp = ocsp_urls(subject.certificate);
  const auto crl = crl_urls(subject.certificate);
  if (ocsp.empty() && crl.empty()) {
    trace.step(Step::no_pointers, {{"subject", name}});
    return failed(Cause::no_revocation_check,
                  fmt::format("{} names neither an OCSP responder nor a CRL", name));
  }
  std::string reasons;
  Standing standing = first_answer(
      ocsp, [&](const std::string& url) { return ask_ocsp(subject, url, network, trace); },
      reasons);
  if (standing.word == Standing::Word::none) {
    standing = first_answer(
        crl, [&](const std::string& url) { return ask_crl(subject, url, network, trace); },
        reasons);
  }
  switch (standing.word) {
    case Standing::Word::good:
      return success();
    case Standing::Word::revoked:
      return failed(Cause::revoked, fmt::format("{}: {}", name, standing.why));
    case Standing::Word::none:
      break;
  }
  return failed(Cause::revocation_offline, fmt::format("{}: {}", name, reasons));
}

}  // namespace

Standing none(std::string why) {
  ERR_clear_error();
  return {Standing::Word::none, std::move(why)};
}

std::vector<std::string> ocsp_urls(X509* certificate) {
  std::vector<std::string> urls;
  auto* access = static_cast<AUTHORITY_INFO_ACCESS*>(
      X509_get_ext_d2i(certificate, NID_info_access, nullptr, nullptr));
  for (int i = 0; i < sk_ACCESS_DESCRIPTION_num(access); ++i) {
    const ACCESS_DESCRIPTION* entry = sk_ACCESS_DESCRIPTION_value(access, i);
    if (OBJ_obj2nid(entry->method) == NID_ad_OCSP && entry->location->type == GEN_URI)
      keep_http(urls, entry->location->d.uniformResourceIdentifier);
  }
  AUTHORITY_INFO_ACCESS_free(access);
  return urls;
}

std::vector<std::string> crl_urls(X509* certificate) {
  std::vector<std::string> urls;
  auto* points = static_cast<CRL_DIST_POINTS*>(
      X509_get_ext_d2i(certificate, NID_crl_distribution_points, nullptr, nullptr));
  for (int i = 0; i < sk_DIST_POINT_num(points); ++i) {
    const DIST_POINT_NAME* name = sk_DIST_POINT_value(points, i)->distpoint;
    if (name == nullptr || name->type != 0) continue;
    for (int j = 0; j < sk_GENERAL_NAME_num(name->name.fullname); ++j) {
      const GENERAL_NAME* entry = sk_GENERAL_NAME_value(name->name.fullname, j);
      if (entry->type == GEN_URI) keep_http(urls, entry->d.uniformResourceIdentifier);
    }
  }
  CRL_DIST_POINTS_free(points);
  return urls;
}

Outcome check_revocation(STACK_OF(X509) * chain, X509_STORE* trusted, const Network& network,
                         Trace& trace) {
  for (int i = 0; i + 1 < sk_X509_num(chain); ++i) {
    const Subject subject{sk_X509_value(chain, i), sk_X509_value(chain, i + 1), chain, trusted};
    if (Outcome outcome = check_one(subject, network, trace); !outcome.ok()) return outcome;
  }
  return success();
}

}  // namespace tetra::connector
