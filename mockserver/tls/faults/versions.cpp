// tls.versions: the server speaks only some versions of TLS.
#include "mockserver/tls/tls_fault.hpp"

namespace tetra::tls {
namespace {

class Versions final : public Fault {
 public:
  explicit Versions(fault::Params& params)
      : least_(read(params, "min", "the oldest version that it speaks", "1.2")),
        most_(read(params, "max", "the newest one", "1.3")) {
    if (least_ == TLS1_2_VERSION && most_ == TLS1_3_VERSION)
      params.complain("these are the versions that it speaks anyway",
                      "give `min`, `max` or both, or leave the fault out");
    if (least_ > most_)
      params.complain("`min` is newer than `max`", "for example {min: 1.0, max: 1.1}");
  }

  void on_hello(const wire::Hello& /*hello*/, Handshake& handshake,
                const wire::Acted& acted) override {
    handshake.min_version = least_;
    handshake.max_version = most_;
    handshake.on_shown.push_back(acted);
  }

 private:
  static int read(fault::Params& params, std::string_view name, std::string_view meaning,
                  std::string fallback) {
    return params.one_of<int>(name, meaning,
                              {{"1.0", TLS1_VERSION},
                               {"1.1", TLS1_1_VERSION},
                               {"1.2", TLS1_2_VERSION},
                               {"1.3", TLS1_3_VERSION}},
                              std::move(fallback));
  }
  int least_, most_;
};

const fault::Register<Versions> versions_entry{{
    .layer = "tls",
    .name = "versions",
    .services = every_tls_service,
    .summary = "Speaks these versions of TLS only; a client that offers none of them gets "
               "protocol_version.",
}};

}  // namespace
}  // namespace tetra::tls
