// tcp.crowd: the client is not alone: the world sends peers of its own to the service.
#include "mockserver/tcp/tcp_fault.hpp"

namespace tetra::tcp {
namespace {

class Crowd final : public Fault {
 public:
  explicit Crowd(fault::Params& params)
      : peers_(static_cast<std::size_t>(params.integer("peers", "how many there are", 1, 5000))),
        doing_(params.one_of<Peers::Doing>("doing", "what each of them does",
                                           {{"idle", Peers::Doing::idle},
                                            {"drip", Peers::Doing::drip},
                                            {"request", Peers::Doing::request},
                                            {"download", Peers::Doing::download},
                                            {"handshake", Peers::Doing::handshake}},
                                           "idle")),
        path_(params.text("path", "what is asked for", "/")) {
    if (!path_.starts_with('/'))
      params.complain("`path` begins with a slash", "for example /av64bit/versions.id");
  }

  void on_crowd(std::vector<Peers>& crowd, const wire::Acted& acted) override {
    crowd.push_back(Peers{peers_, doing_, path_, acted});
  }

 private:
  std::size_t peers_;
  Peers::Doing doing_;
  std::string path_;
};

const fault::Register<Crowd> crowd_entry{{
    .layer = "tcp",
    .name = "crowd",
    .services = every_tcp_service,
    .summary = "Peers of the world's own come before the client and stay: idle, dripping a "
               "request, downloading, shaking hands again and again, or with one request each.",
    .standing = true,
}};

}  // namespace
}  // namespace tetra::tcp
