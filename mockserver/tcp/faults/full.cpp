// tcp.full: a service that stops listening while it has enough connections.
#include "mockserver/tcp/tcp_fault.hpp"

namespace tetra::tcp {
namespace {

class Full final : public Fault {
 public:
  explicit Full(fault::Params& params)
      : at_(static_cast<std::size_t>(
            params.integer("at", "how many connections are served at a time", 1, 100000))) {}

  void on_accept(Welcome& welcome, const wire::Acted& /*acted*/) override {
    const auto served = served_;
    welcome.stays.emplace_back(&++*served, [served](void*) { --*served; });
  }
  void on_door(Door& door) override {
    if (*served_ >= at_) door.state = Door::State::shut;
  }
  void on_knock(const wire::Acted& acted) override { acted({}); }

 private:
  std::size_t at_;
  std::shared_ptr<std::size_t> served_ = std::make_shared<std::size_t>(0);
};

const fault::Register<Full> full_entry{{
    .layer = "tcp",
    .name = "full",
    .services = every_tcp_service,
    .summary = "Closes its port while so many connections are served: a further one is refused "
               "(RST to the SYN).",
    .standing = true,
    .needs_packets = true,
}};

}  // namespace
}  // namespace tetra::tcp
