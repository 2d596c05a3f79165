// tcp.accept-delay: the kernel takes the connection, the program comes to it late.
#include "mockserver/tcp/tcp_fault.hpp"

namespace tetra::tcp {
namespace {

class AcceptDelay final : public Fault {
 public:
  explicit AcceptDelay(fault::Params& params)
      : by_(params.duration("by", "how long a connection waits before it is served")),
        in_turn_(params.flag("in-turn",
                             "one after the other: each waits for all that came before it as well",
                             false)) {
    if (by_ < Duration::zero()) params.complain("`by` is below zero", "give a duration such as 2s");
  }

  void on_accept(Welcome& welcome, const wire::Acted& acted) override {
    const auto now = wire::Clock::now();
    const auto from = in_turn_ ? std::max(due_, now) : now;
    due_ = from + by_;
    welcome.delay = due_ - now;
    acted({detail::ms(
        std::chrono::duration_cast<std::chrono::milliseconds>(*welcome.delay).count())});
  }

 private:
  Duration by_;
  bool in_turn_;
  wire::Clock::time_point due_{};
};

const fault::Register<AcceptDelay> accept_delay_entry{{
    .layer = "tcp",
    .name = "accept-delay",
    .services = every_tcp_service,
    .summary = "Answers the SYN, and only serves the connection after a while, as an overloaded "
               "program does.",
}};

}  // namespace
}  // namespace tetra::tcp
