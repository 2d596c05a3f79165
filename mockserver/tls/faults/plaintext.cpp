// tls.plaintext: bytes that are not TLS answer the ClientHello.
#include "mockserver/tls/tls_fault.hpp"

namespace tetra::tls {
namespace {

class Plaintext final : public Fault {
 public:
  explicit Plaintext(fault::Params& params)
      : bytes_(params.text(
            "bytes", "what is sent",
            "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")) {}

  void on_hello(const wire::Hello& /*hello*/, Handshake& handshake,
                const wire::Acted& acted) override {
    handshake.answer.raw = bytes_;
    handshake.answer.acted = acted;
  }

 private:
  std::string bytes_;
};

const fault::Register<Plaintext> plaintext_entry{{
    .layer = "tls",
    .name = "plaintext",
    .services = every_tls_service,
    .summary = "Answers the ClientHello with bytes that are not TLS, then FIN.",
}};

}  // namespace
}  // namespace tetra::tls
