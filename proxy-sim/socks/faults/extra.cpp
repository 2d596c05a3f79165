// socks.extra: more bytes come behind an answer.
#include "proxy-sim/socks/socks_fault.hpp"

namespace tetra::socks {
namespace {

class Extra final : public OneMessage {
 public:
  explicit Extra(fault::Params& params) : bytes_(ask_bytes(params)) {
    message_ = ask_message(params);
  }

  void on_answer(const Occasion& /*occasion*/, Answer& answer, const wire::Acted& acted) override {
    answer.behind += bytes_;
    answer.on_sent.push_back(acted);
  }

 private:
  std::string bytes_;
};

const fault::Register<Extra> extra_entry{{
    .layer = "socks",
    .name = "extra",
    .services = {"socks"},
    .summary = "These bytes come behind an answer; behind the reply the client takes them for the "
               "origin's.",
}};

}  // namespace
}  // namespace tetra::socks
