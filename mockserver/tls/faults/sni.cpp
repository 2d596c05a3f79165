// tls.sni: the server knows only some names.
#include <algorithm>

#include "mockserver/tls/handshake_fault.hpp"

namespace tetra::tls {
namespace {

class Sni final : public Fault {
 public:
  explicit Sni(fault::Params& params)
      : known_(params.texts_or_none(
            "known",
            "the names that the server serves; none given: any name, but there must be one")),
        otherwise_(params.word("otherwise", "what the others get",
                               {"alert", "certificate", "close"}, "alert")),
        names_(params.texts_or_none(
            "names", "the hosts of that certificate; none given: other-host.invalid")) {
    if (names_.empty()) names_.emplace_back("other-host.invalid");
  }

  void on_hello(const wire::Hello& hello, Handshake& handshake, const wire::Acted& acted) override {
    const bool known =
        known_.empty() ? !hello.server_name.empty()
                       : std::find(known_.begin(), known_.end(), hello.server_name) != known_.end();
    if (known) return;
    if (otherwise_ == "certificate") {
      if (!handshake.leaf) handshake.leaf.emplace();
      handshake.leaf->hosts = names_;
      handshake.leaf_by.push_back(this);
      handshake.on_shown.push_back(acted);
      return;
    }
    if (otherwise_ == "alert")
      handshake.answer.alert = SSL_AD_UNRECOGNIZED_NAME;  // RFC 6066 section 3
    handshake.answer.end = wire::Ending::truncated;
    handshake.answer.acted = acted;
  }

 private:
  std::vector<std::string> known_;
  std::string otherwise_;
  std::vector<std::string> names_;
};

const fault::Register<Sni> sni_entry{{
    .layer = "tls",
    .name = "sni",
    .services = every_tls_service,
    .summary = "Serves the names that it knows, and answers other server names with "
               "unrecognized_name, another certificate or FIN.",
}};

}  // namespace
}  // namespace tetra::tls
