#include "certs/revocation_book.hpp"

#include <array>
#include <string>
#include <utility>

#include "engine/base/text.hpp"

namespace tetra::certs {

Result<RevocationReason> parse_revocation_reason(std::string_view text) {
  using enum RevocationReason;
  static constexpr std::array<std::pair<std::string_view, RevocationReason>, 10> reasons{
      {{"unspecified", unspecified},
       {"keyCompromise", key_compromise},
       {"cACompromise", ca_compromise},
       {"affiliationChanged", affiliation_changed},
       {"superseded", superseded},
       {"cessationOfOperation", cessation_of_operation},
       {"certificateHold", certificate_hold},
       {"removeFromCRL", remove_from_crl},
       {"privilegeWithdrawn", privilege_withdrawn},
       {"aACompromise", aa_compromise}}};
  std::string known;
  for (const auto& [word, reason] : reasons) {
    if (text::equals_ignoring_case(word, text)) return reason;
    known += (known.empty() ? "" : ", ") + std::string(word);
  }
  return fail("unknown-word", {}, "'" + text::printable(text, 40) + "' is no revocation reason",
              "one of " + known);
}

void RevocationBook::revoke(const CertificateId& certificate,
                            std::optional<RevocationReason> reason, TimePoint at) {
  write(certificate, {CertificateStatus::Kind::revoked, at, reason});
}

void RevocationBook::unrevoke(const CertificateId& certificate) {
  write(certificate, {});
}

void RevocationBook::forget(const CertificateId& certificate) {
  write(certificate, {CertificateStatus::Kind::unknown, {}, std::nullopt});
}

std::optional<CertificateStatus> RevocationBook::status(const CertificateId& certificate) const {
  const auto found = entries_.find(certificate);
  return found == entries_.end() ? std::nullopt : std::optional(found->second);
}

void RevocationBook::write(const CertificateId& certificate, const CertificateStatus& status) {
  entries_[certificate] = status;
  ++version_;
}

}  // namespace tetra::certs
