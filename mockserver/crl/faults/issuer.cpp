// crl.issuer: the list is another authority's (RFC 5280 section 6.3.3, b).
#include "mockserver/crl/crl_fault.hpp"

namespace tetra::crl {
namespace {

class Issuer final : public Fault {
 public:
  explicit Issuer(fault::Params& params) {
    const auto authority = certs::parse_authority(params.text(
        "is", "root, intermediate, unknown-root or unknown-intermediate", "unknown-intermediate"));
    if (!authority) params.complain(authority.error().what, authority.error().hint);
    authority_ = authority.value_or(certs::Authority::unknown_intermediate);
    name_alone_ =
        params.flag("name-alone", "the list bears that name, but the right key signs it", false);
  }

  void on_list(List& list) override {
    (name_alone_ ? list.spec.name_of.emplace() : list.spec.issuer) = authority_;
  }

 private:
  certs::Authority authority_{};
  bool name_alone_ = false;
};

const fault::Register<Issuer> issuer_entry{{
    .layer = "crl",
    .name = "issuer",
    .services = crl_service,
    .summary = "Serves the list of another authority, or bears its name.",
}};

}  // namespace
}  // namespace tetra::crl
