// socks.stall: an answer comes late, in part, or never.
#include "proxy-sim/socks/socks_fault.hpp"

namespace tetra::socks {
namespace {

class Stall final : public OneMessage {
 public:
  explicit Stall(fault::Params& params)
      : at_(params.position("at", "how many of the answer's bytes are sent first", "0")),
        length_(params.maybe_duration(
            "for", "how long it lasts; until the client leaves when not given")) {
    message_ = ask_message(params);
  }

  void on_answer(const Occasion& /*occasion*/, Answer& answer, const wire::Acted& acted) override {
    answer.delivery.pauses.push_back({at_, length_, acted});
  }

 private:
  Position at_;
  std::optional<Duration> length_;
};

const fault::Register<Stall> stall_entry{{
    .layer = "socks",
    .name = "stall",
    .services = {"socks"},
    .summary = "An answer of the SOCKS server waits behind an exact byte: for a time, or until the "
               "client leaves.",
}};

}  // namespace
}  // namespace tetra::socks
