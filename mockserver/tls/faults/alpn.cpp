// tls.alpn: what the server says to the client's application protocols.
#include "mockserver/tls/tls_fault.hpp"

namespace tetra::tls {
namespace {

class Protocol final : public Fault {
 public:
  explicit Protocol(fault::Params& params)
      : agree_(
            params.maybe_text("agree",
                              "the protocol that the server chooses, offered or not: h2, http/1.1, "
                              "spdy/3; left out: refuses all with no_application_protocol")) {
    if (agree_ && (agree_->empty() || agree_->size() > 255))
      params.complain("a protocol's name has 1 to 255 bytes", "for example h2");
  }

  void on_hello(const wire::Hello& /*hello*/, Handshake& handshake,
                const wire::Acted& acted) override {
    handshake.alpn = Alpn{!agree_, agree_.value_or(""), acted};
  }

 private:
  std::optional<std::string> agree_;
};

const fault::Register<Protocol> protocol_entry{{
    .layer = "tls",
    .name = "alpn",
    .services = every_tls_service,
    .summary = "Answers the client's ALPN list with a protocol of this name, or refuses every one "
               "(RFC 7301).",
}};

}  // namespace
}  // namespace tetra::tls
