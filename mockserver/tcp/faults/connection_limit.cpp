// tcp.connection-limit: a service that has enough connections and does not serve another.
#include "mockserver/tcp/tcp_fault.hpp"

namespace tetra::tcp {
namespace {

class ConnectionLimit final : public Fault {
 public:
  explicit ConnectionLimit(fault::Params& params)
      : above_(static_cast<std::size_t>(
            params.integer("above", "how many connections are served at a time", 0, 100000))),
        then_(params.one_of<std::optional<wire::Ending>>(
            "then", "what a further one gets; queue: it is served once another has ended",
            {{"reset", wire::Ending::reset},
             {"fin", wire::Ending::truncated},
             {"silence", wire::Ending::silent},
             {"queue", std::nullopt}},
            "reset")) {}

  void on_accept(Welcome& welcome, const wire::Acted& acted) override {
    if (*served_ < above_) return welcome.stays.push_back(take_place(served_));
    welcome.acted.push_back(acted);
    welcome.read_first = then_ && then_ != wire::Ending::silent;
    if (then_) {
      welcome.end = then_;
      return;
    }
    auto place = std::make_shared<std::shared_ptr<void>>();
    welcome.stays.push_back(place);
    welcome.turn = [served = served_, place, most = above_] {
      if (*served >= most) return false;
      *place = take_place(served);
      return true;
    };
  }

 private:
  // Given back once nobody holds it.
  static std::shared_ptr<void> take_place(const std::shared_ptr<std::size_t>& served) {
    return {&++*served, [served](void*) { --*served; }};
  }

  std::size_t above_;
  std::optional<wire::Ending> then_;  // nullopt: queue
  std::shared_ptr<std::size_t> served_ = std::make_shared<std::size_t>(0);
};

const fault::Register<ConnectionLimit> connection_limit_entry{{
    .layer = "tcp",
    .name = "connection-limit",
    .services = every_tcp_service,
    .summary =
        "Serves so many connections at a time; one more is reset, closed, left waiting or queued.",
}};

}  // namespace
}  // namespace tetra::tcp
