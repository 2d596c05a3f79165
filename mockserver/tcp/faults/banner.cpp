// tcp.banner: bytes come before the peer has said anything, as a mail server would greet.
#include "mockserver/tcp/tcp_fault.hpp"

namespace tetra::tcp {
namespace {

class Banner final : public Fault {
 public:
  explicit Banner(fault::Params& params)
      : bytes_(params.text("bytes", "what is sent at once", "220 relay.corp.example ESMTP\r\n")) {}

  void on_accept(Welcome& welcome, const wire::Acted& acted) override {
    welcome.banner = bytes_;
    welcome.acted.push_back(acted);
  }

 private:
  std::string bytes_;
};

const fault::Register<Banner> banner_entry{{
    .layer = "tcp",
    .name = "banner",
    .services = every_tcp_service,
    .summary = "Sends these bytes as soon as the connection stands, in front of everything else.",
}};

}  // namespace
}  // namespace tetra::tcp
