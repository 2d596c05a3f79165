// ocsp.der: bytes that are no OCSPResponse, or not one alone; HTTP is satisfied.
#include "mockserver/ocsp/ocsp_fault.hpp"

namespace tetra::ocsp {
namespace {

class Der final : public Fault {
 public:
  explicit Der(fault::Params& params) : damage_(revocation::read_der_damage(params)) {}

  void on_der(std::string& der) override { der = certs::damaged(std::move(der), damage_); }

 private:
  certs::DerDamage damage_;
};

const fault::Register<Der> der_entry{{
    .layer = "ocsp",
    .name = "der",
    .services = ocsp_service,
    .summary = "Spoils the finished answer: cut short, with bytes behind it, random bytes, a wrong "
               "tag or length.",
}};

}  // namespace
}  // namespace tetra::ocsp
