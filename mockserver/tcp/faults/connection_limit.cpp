// tcp.connection-limit: a service that has enough connections and does not serve another.
#include "mockserver/tcp/tcp_fault.hpp"

namespace tetra::tcp {
namespace {

class ConnectionLimit final : public Fault {
 public:
  explicit ConnectionLimit(fault::Params& params)
      : above_(static_cast<std::size_t>(
            params.integer("above", "how many connections are served at a time", 0, 100000))),
        then_(params.one_of<Then>(
            "then", "what a further one gets; queue: it is served once another has ended",
            {{"reset", Then::reset},
             {"fin", Then::fin},
             {"silence", Then::silence},
             {"queue", Then::queue}},
            "reset")) {}

  void on_accept(Welcome& welcome, const wire::Acted& acted) override {
    const auto served = served_;
    // Takes a place, given back with the connection.
    const auto take = [served](Welcome& into) {
      into.stays.emplace_back(&++*served, [served](void*) { --*served; });
    };
    if (*served < above_) return take(welcome);
    welcome.acted.push_back(acted);
    switch (then_) {
      case Then::reset:
        welcome.end = wire::Ending::reset;
        break;
      case Then::fin:
        welcome.end = wire::Ending::truncated;
        break;
      case Then::silence:
        welcome.end = wire::Ending::silent;
        break;
      case Then::queue: {
        auto place = std::make_shared<std::shared_ptr<void>>();
        welcome.stays.push_back(place);
        welcome.turn = [served, place, most = above_] {
          if (*served >= most) return false;
          *place = std::shared_ptr<void>(&++*served, [served](void*) { --*served; });
          return true;
        };
      }
    }
    welcome.read_first = then_ != Then::silence && then_ != Then::queue;
  }

 private:
  enum class Then { reset, fin, silence, queue };
  std::size_t above_;
  Then then_;
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
