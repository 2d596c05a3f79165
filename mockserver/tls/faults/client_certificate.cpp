// tls.client-certificate: the server asks the client for a certificate.
#include "mockserver/tls/tls_fault.hpp"

namespace tetra::tls {
namespace {

class ClientCertificateWanted final : public Fault {
 public:
  explicit ClientCertificateWanted(fault::Params& params) {
    wanted_.required =
        params.word("demand", "whether a client without one is refused; a wrong one always is",
                    {"required", "requested"}, "required") == "required";
    const std::string issuer = params.word(
        "issuer", "whose certificates it takes",
        {"intermediate", "root", "unknown-intermediate", "unknown-root"}, "intermediate");
    wanted_.issuer = certs::parse_authority(issuer).value_or(certs::Authority::intermediate);
    wanted_.names_issuer =
        params.flag("names-issuer", "tells the client whose (certificate_authorities)", true);
  }

  void on_hello(const wire::Hello& /*hello*/, Handshake& handshake,
                const wire::Acted& acted) override {
    handshake.client_certificate = wanted_;
    handshake.on_shown.push_back(acted);
  }

 private:
  ClientCertificate wanted_;
};

const fault::Register<ClientCertificateWanted> client_certificate_wanted_entry{{
    .layer = "tls",
    .name = "client-certificate",
    .services = every_tls_service,
    .summary = "Sends CertificateRequest and refuses clients without a certificate of that issuer.",
}};

}  // namespace
}  // namespace tetra::tls
