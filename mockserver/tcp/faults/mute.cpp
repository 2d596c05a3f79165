// tcp.mute: the connection is accepted; then nothing comes.
#include "mockserver/tcp/tcp_fault.hpp"

namespace tetra::tcp {
namespace {

class Mute final : public Fault {
 public:
  explicit Mute(fault::Params& /*params*/) {}
  void on_accept(Welcome& welcome, const wire::Acted& acted) override {
    welcome.end = wire::Ending::silent;
    welcome.acted.push_back(acted);
  }
};

const fault::Register<Mute> mute_entry{{
    .layer = "tcp",
    .name = "mute",
    .services = every_tcp_service,
    .summary = "Accepts the connection and never sends a byte; reads whatever comes.",
}};

}  // namespace
}  // namespace tetra::tcp
