// tls.certificate: the service shows another certificate than its healthy one.
#include "mockserver/tls/certificate_fault.hpp"

namespace tetra::tls {
namespace {

class Certificate final : public Fault {
 public:
  explicit Certificate(fault::Params& params) : change_(params) {}

  void on_hello(const wire::Hello& /*hello*/, Handshake& handshake,
                const wire::Acted& acted) override {
    if (!handshake.leaf) handshake.leaf.emplace();
    change_.apply(*handshake.leaf);
    handshake.leaf_by.push_back(this);
    handshake.on_shown.push_back(acted);
  }
  void on_prepare(certs::CertificateSpec& root) const override { change_.prepare(root); }

 private:
  CertificateChange change_;
};

const fault::Register<Certificate> certificate_entry{{
    .layer = "tls",
    .name = "certificate",
    .services = every_tls_service,
    .summary = "Shows another certificate: one of a profile, or one made to measure; several "
               "entries add up.",
}};

}  // namespace
}  // namespace tetra::tls
