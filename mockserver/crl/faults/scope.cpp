// crl.scope: the list says that it is for other certificates (RFC 5280 section 5.2.5).
#include "mockserver/crl/crl_fault.hpp"

namespace tetra::crl {
namespace {

using Only = certs::CrlScope::Only;

class Scope final : public Fault {
 public:
  explicit Scope(fault::Params& params) {
    scope_.only = params.one_of<Only>("only", "what it covers",
                                      {{"all", Only::all},
                                       {"user", Only::user},
                                       {"ca", Only::ca},
                                       {"attribute", Only::attribute}},
                                      "all");
    scope_.indirect =
        params.flag("indirect", "it lists other authorities' certificates too", false);
    scope_.url = params.text("url", "the distribution point that it names; empty: none", "");
    for (const std::string& word :
         params.texts_or_none("reasons", "the only reasons that it covers")) {
      const auto reason = certs::parse_revocation_reason(word);
      if (!reason) params.complain(reason.error().what, reason.error().hint);
      if (!scope_.reasons) scope_.reasons.emplace();
      scope_.reasons->push_back(reason.value_or(certs::RevocationReason::unspecified));
    }
  }

  void on_list(List& list) override {
    list.spec.more_extensions.push_back(certs::issuing_distribution_point(scope_));
  }

 private:
  certs::CrlScope scope_;
};

const fault::Register<Scope> scope_entry{{
    .layer = "crl",
    .name = "scope",
    .services = crl_service,
    .summary = "Serves a list with an issuingDistributionPoint: for other certificates, another "
               "address, some reasons only, or "
               "indirect.",
}};

}  // namespace
}  // namespace tetra::crl
