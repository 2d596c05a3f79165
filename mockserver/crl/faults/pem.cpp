// crl.pem: the list comes in PEM, where RFC 5280 section 4.2.1.13 asks for DER.
#include "mockserver/crl/crl_fault.hpp"

namespace tetra::crl {
namespace {

class Pem final : public Fault {
 public:
  explicit Pem(fault::Params& /*params*/) {}

  void on_list(List& list) override { list.spec.format = certs::CrlSpec::Format::pem; }
};

const fault::Register<Pem> pem_entry{{
    .layer = "crl",
    .name = "pem",
    .services = crl_service,
    .summary = "Serves the list in PEM in place of DER.",
}};

}  // namespace
}  // namespace tetra::crl
