// tcp.hang-up: the connection is accepted and ended before any protocol.
#include "mockserver/tcp/tcp_fault.hpp"

namespace tetra::tcp {
namespace {

class HangUp final : public Fault {
 public:
  explicit HangUp(fault::Params& params)
      : by_(params.one_of<wire::Ending>(
            "by", "what the peer gets",
            {{"fin", wire::Ending::truncated}, {"reset", wire::Ending::reset}}, "fin")),
        read_first_(params.flag(
            "read-first",
            "waits for the peer's first bytes; false races a reset against the peer's connect",
            true)) {}

  void on_accept(Welcome& welcome, const wire::Acted& acted) override {
    welcome.end = by_;
    welcome.read_first = read_first_;
    welcome.acted.push_back(acted);
  }

 private:
  wire::Ending by_;
  bool read_first_;
};

const fault::Register<HangUp> hang_up_entry{{
    .layer = "tcp",
    .name = "hang-up",
    .services = every_tcp_service,
    .summary = "Accepts the connection and ends it by FIN or RST without a byte of an answer.",
}};

}  // namespace
}  // namespace tetra::tcp
