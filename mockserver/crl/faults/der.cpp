// crl.der: bytes that are no CRL, or not one alone; HTTP is satisfied.
#include "mockserver/crl/crl_fault.hpp"

namespace tetra::crl {
namespace {

class Der final : public Fault {
 public:
  explicit Der(fault::Params& params) : damage_(revocation::read_der_damage(params)) {}

  void on_bytes(std::string& bytes) override { bytes = certs::damaged(std::move(bytes), damage_); }

 private:
  certs::DerDamage damage_;
};

const fault::Register<Der> der_entry{{
    .layer = "crl",
    .name = "der",
    .services = crl_service,
    .summary = "Spoils the finished list: cut short, with bytes behind it, random bytes, a wrong "
               "tag or length.",
}};

}  // namespace
}  // namespace tetra::crl
