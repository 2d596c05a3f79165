// socks.reply: the request is answered with this code; nothing is looked up or connected.
#include <array>

#include "proxy-sim/socks/socks_fault.hpp"

namespace tetra::socks {
namespace {

// RFC 1928 section 6, and CD of the SOCKS4 memo.
constexpr std::array code_words{fault::Symbol{"succeeded", 0},
                                fault::Symbol{"general-failure", 1},
                                fault::Symbol{"not-allowed", 2},
                                fault::Symbol{"network-unreachable", 3},
                                fault::Symbol{"host-unreachable", 4},
                                fault::Symbol{"connection-refused", 5},
                                fault::Symbol{"ttl-expired", 6},
                                fault::Symbol{"command-not-supported", 7},
                                fault::Symbol{"address-type-not-supported", 8},
                                fault::Symbol{"granted", 90},
                                fault::Symbol{"rejected", 91},
                                fault::Symbol{"no-identd", 92},
                                fault::Symbol{"user-differs", 93}};

class Reply final : public Fault {
 public:
  explicit Reply(fault::Params& params)
      : code_(static_cast<unsigned char>(params.symbol(
            "code", "the code's word or number; SOCKS4 has 90 to 93", code_words, 0, 255))) {}

  bool concerns(Message message) const override { return message == Message::reply; }
  void on_answer(const Occasion& /*occasion*/, Answer& answer, const wire::Acted& acted) override {
    answer.code = code_;
    answer.on_sent.push_back(acted);
  }

 private:
  unsigned char code_;
};

const fault::Register<Reply> reply_entry{{
    .layer = "socks",
    .name = "reply",
    .services = {"socks"},
    .summary = "The SOCKS request is answered with this code and then ended, without trying the "
               "origin; success is then a lie.",
}};

}  // namespace
}  // namespace tetra::socks
