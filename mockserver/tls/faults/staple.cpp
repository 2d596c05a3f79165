// tls.staple: an OCSP response comes with the certificate.
#include "mockserver/tls/staple_fault.hpp"

namespace tetra::tls {
namespace {

class StapledResponse final : public Fault {
 public:
  explicit StapledResponse(fault::Params& params) : staple_(read_staple(params)) {}

  void on_hello(const wire::Hello& /*hello*/, Handshake& handshake,
                const wire::Acted& acted) override {
    handshake.staple = staple_;
    handshake.staple->acted = acted;
  }

 private:
  Staple staple_;
};

const fault::Register<StapledResponse> stapled_response_entry{{
    .layer = "tls",
    .name = "staple",
    .services = every_tls_service,
    .summary = "Staples an OCSP response to the certificate for clients that ask for one (RFC "
               "6066), right or wrong; the healthy server has none.",
}};

}  // namespace
}  // namespace tetra::tls
