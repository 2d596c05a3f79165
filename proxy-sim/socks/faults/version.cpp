// socks.version: an answer begins with another version.
#include "proxy-sim/socks/socks_fault.hpp"

namespace tetra::socks {
namespace {

class Version final : public OneMessage {
 public:
  explicit Version(fault::Params& params)
      : version_(static_cast<unsigned char>(params.integer(
            "version", "the first byte; right are 5, for auth 1, and for SOCKS4's reply 0", 0,
            255))) {
    message_ = ask_message(params);
  }

  void on_answer(const Occasion& /*occasion*/, Answer& answer, const wire::Acted& acted) override {
    answer.version = version_;
    answer.on_sent.push_back(acted);
  }

 private:
  unsigned char version_;
};

const fault::Register<Version> version_entry{{
    .layer = "socks",
    .name = "version",
    .services = {"socks"},
    .summary = "An answer of the SOCKS server begins with this version.",
}};

}  // namespace
}  // namespace tetra::socks
