// socks.cut: an answer breaks off behind an exact byte.
#include "proxy-sim/socks/socks_fault.hpp"

namespace tetra::socks {
namespace {

class Cut final : public OneMessage {
 public:
  explicit Cut(fault::Params& params)
      : at_(params.position("at", "how many of the answer's bytes are sent")),
        by_(params.one_of<wire::Ending>(
            "by", "what the client gets then",
            {{"fin", wire::Ending::truncated}, {"reset", wire::Ending::reset_after_delivery}},
            "fin")) {
    message_ = ask_message(params);
  }

  void on_answer(const Occasion& /*occasion*/, Answer& answer, const wire::Acted& acted) override {
    answer.delivery.stop = wire::Delivery::Stop{at_, by_, acted};
  }

 private:
  Position at_;
  wire::Ending by_;
};

const fault::Register<Cut> cut_entry{{
    .layer = "socks",
    .name = "cut",
    .services = {"socks"},
    .summary = "An answer of the SOCKS server breaks off behind an exact byte, by FIN or RST; at 0 "
               "there is none.",
}};

}  // namespace
}  // namespace tetra::socks
