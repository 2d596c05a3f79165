// socks.method: the greeting is answered with this method, whatever was offered.
#include <array>

#include "proxy-sim/socks/socks_fault.hpp"

namespace tetra::socks {
namespace {

// RFC 1928 section 3 and the IANA registry of SOCKS methods.
constexpr std::array method_words{fault::Symbol{"no-authentication", 0}, fault::Symbol{"gssapi", 1},
                                  fault::Symbol{"user-password", 2}, fault::Symbol{"chap", 3},
                                  fault::Symbol{"none-acceptable", 255}};

class Method final : public Fault {
 public:
  explicit Method(fault::Params& params)
      : method_(static_cast<unsigned char>(params.symbol(
            "method", "the method's word or number", method_words, 0, 255, "none-acceptable"))) {}

  bool concerns(Message message) const override { return message == Message::method; }
  void on_answer(const Occasion& /*occasion*/, Answer& answer, const wire::Acted& acted) override {
    answer.code = method_;
    answer.on_sent.push_back(acted);
  }

 private:
  unsigned char method_;
};

const fault::Register<Method> method_entry{{
    .layer = "socks",
    .name = "method",
    .services = {"socks"},
    .summary = "The SOCKS5 greeting is answered with this method, whether it was offered or not.",
}};

}  // namespace
}  // namespace tetra::socks
