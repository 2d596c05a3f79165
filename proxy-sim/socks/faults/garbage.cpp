// socks.garbage: other bytes come in place of an answer.
#include "proxy-sim/socks/socks_fault.hpp"

namespace tetra::socks {
namespace {

class Garbage final : public OneMessage {
 public:
  explicit Garbage(fault::Params& params) : bytes_(ask_bytes(params)) {
    message_ = ask_message(params);
  }

  void on_answer(const Occasion& /*occasion*/, Answer& answer, const wire::Acted& acted) override {
    answer.raw = bytes_;
    answer.on_sent.push_back(acted);
  }

 private:
  std::string bytes_;
};

const fault::Register<Garbage> garbage_entry{{
    .layer = "socks",
    .name = "garbage",
    .services = {"socks"},
    .summary = "These bytes come in place of an answer, and the connection ends behind them: an "
               "HTTP proxy on the SOCKS port, for example.",
}};

}  // namespace
}  // namespace tetra::socks
