// tls.close-on-hello: the connection ends when the ClientHello has come.
#include "mockserver/tls/tls_fault.hpp"

namespace tetra::tls {
namespace {

class CloseOnHello final : public Fault {
 public:
  explicit CloseOnHello(fault::Params& params)
      : by_(params.one_of<wire::Ending>("by", "what the peer gets",
                                        {{"fin", wire::Ending::truncated},
                                         {"reset", wire::Ending::reset},
                                         {"silence", wire::Ending::silent}},
                                        "fin")) {}

  void on_hello(const wire::Hello& /*hello*/, Handshake& handshake,
                const wire::Acted& acted) override {
    handshake.answer.end = by_;
    handshake.answer.acted = acted;
  }

 private:
  wire::Ending by_;
};

const fault::Register<CloseOnHello> close_on_hello_entry{{
    .layer = "tls",
    .name = "close-on-hello",
    .services = every_tls_service,
    .summary = "Reads the ClientHello and ends the connection without a byte of an answer.",
}};

}  // namespace
}  // namespace tetra::tls
