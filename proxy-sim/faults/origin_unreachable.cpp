#include "proxy-sim/proxy_fault.hpp"

namespace tetra::proxy {
namespace {

/// Answers as if the proxy had tried the origin in vain; nothing is looked up or connected.
class OriginUnreachable final : public http::Fault {
 public:
  explicit OriginUnreachable(fault::Params& params)
      : failure_(params.one_of<Failure>("why", "what the proxy claims to have met",
                                        {{"refused", Failure::refused},
                                         {"timed-out", Failure::timed_out},
                                         {"unresolvable", Failure::unresolvable},
                                         {"lookup-timed-out", Failure::lookup_timed_out},
                                         {"no-route", Failure::no_route}},
                                        "refused")),
        delay_(params.maybe_duration("delay", "how long it seems to have tried")) {}

  std::optional<http::Response> instead(const http::Exchange& exchange,
                                        const wire::Acted& acted) override {
    http::Response response = gateway_error(failure_, exchange.request.host);
    response.on_head.push_back(acted);
    if (delay_) response.head_delivery.pauses.push_back({Position{}, *delay_, {}});
    return response;
  }

 private:
  Failure failure_;
  std::optional<Duration> delay_;
};

const fault::Register<OriginUnreachable> origin_unreachable_entry{
    {.layer = "proxy",
     .name = "origin-unreachable",
     .services = {"proxy"},
     .summary = "The proxy answers 502 or 504: it could not get to the origin."}};

}  // namespace
}  // namespace tetra::proxy
