#include "connector/revocation/revocation_check.hpp"

#include <fmt/format.h>

#include <string>
#include <vector>

#include "connector/revocation/crl_query.hpp"
#include "connector/revocation/ocsp_query.hpp"
#include "connector/revocation/pointers.hpp"
#include "connector/tls/certificate.hpp"

namespace tetra::connector {

namespace {

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

}  // namespace

Outcome RevocationCheck::check_one(const Subject& subject) {
  const std::string name = subject_of(subject.certificate);
  const auto ocsp = ocsp_urls(subject.certificate);
  const auto crl = crl_urls(subject.certificate);
  if (ocsp.empty() && crl.empty()) {
    trace_.step(Step::no_pointers, {{"subject", name}});
    return failed(Cause::no_revocation_check,
                  fmt::format("{} names neither an OCSP responder nor a CRL", name));
  }
  std::string reasons;
  Standing standing = first_answer(
      ocsp, [&](const std::string& url) { return ask_ocsp(subject, url, network_, trace_); },
      reasons);
  if (standing.word == Standing::Word::none) {
    standing = first_answer(
        crl, [&](const std::string& url) { return ask_crl(subject, url, network_, trace_); },
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

Outcome RevocationCheck::check(STACK_OF(X509) * chain, X509_STORE* trusted) {
  for (int i = 0; i + 1 < sk_X509_num(chain); ++i) {
    const Subject subject{sk_X509_value(chain, i), sk_X509_value(chain, i + 1), chain, trusted};
    if (Outcome outcome = check_one(subject); !outcome.ok()) return outcome;
  }
  return success();
}

}  // namespace tetra::connector
