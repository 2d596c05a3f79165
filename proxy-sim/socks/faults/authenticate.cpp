// socks.authenticate: nobody gets through without user and password; SOCKS4 has the user id alone.
#include "proxy-sim/socks/socks_fault.hpp"

namespace tetra::socks {
namespace {

class Authenticate final : public Fault, public proxy::KnowsCredentials {
 public:
  explicit Authenticate(fault::Params& params)
      : checked_(params.one_of<bool>("credentials", "whether the right ones are let through",
                                     {{"checked", true}, {"rejected", false}}, "checked")),
        status_(static_cast<unsigned char>(params.integer(
            "status", "of the answer to wrong ones (RFC 1929: anything but 0)", 1, 255, 1))) {}

  void know(const proxy::Credentials& right) override { right_ = right; }
  bool concerns(Message message) const override { return message == Message::method; }

  void on_answer(const Occasion& occasion, Answer& answer, const wire::Acted& acted) override {
    const bool old = occasion.version == 4;
    occasion.rules.refusal = status_;
    occasion.rules.accepts = [right = right_, checked = checked_, old](const Login& login) {
      return checked && login.user == right.user && (old || login.password == right.password);
    };
    occasion.rules.on_refusal.push_back(acted);
    if (old) return;
    constexpr unsigned char user_password = 2, none_acceptable = 0xff;
    answer.code = occasion.greeting.offers(user_password) ? user_password : none_acceptable;
    answer.on_sent.push_back(acted);
  }

 private:
  bool checked_;
  unsigned char status_;
  proxy::Credentials right_;
};

const fault::Register<Authenticate> authenticate_entry{{
    .layer = "socks",
    .name = "authenticate",
    .services = {"socks"},
    .summary = "The SOCKS server wants user and password; without the method it answers 0xFF, to "
               "wrong ones another status than 0.",
}};

}  // namespace
}  // namespace tetra::socks
