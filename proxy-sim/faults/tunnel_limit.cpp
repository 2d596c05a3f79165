// proxy.tunnel-limit: no tunnel is left for this client.
#include "proxy-sim/proxy_fault.hpp"

namespace tetra::proxy {
namespace {

/// Answers CONNECT with 503 while as many tunnels stand as the proxy has room for.
class TunnelLimit final : public http::Fault, public KnowsTunnels {
 public:
  explicit TunnelLimit(fault::Params& params)
      : most_(static_cast<std::uint64_t>(params.integer(
            "most", "tunnels that may stand; 0: others hold them all", 0, 1'000'000))),
        status_(static_cast<int>(params.integer("status", "of the answer", 400, 599, 503))),
        retry_after_(params.duration(
            "retry-after", "what the field Retry-After says, in whole seconds; 0s: no such field",
            "30s")) {}

  void know(const std::uint64_t& standing) override { standing_ = &standing; }

  std::optional<http::Response> instead(const http::Exchange& exchange,
                                        const wire::Acted& acted) override {
    if (exchange.request.method != "CONNECT" || (standing_ != nullptr ? *standing_ : 0) < most_)
      return std::nullopt;
    http::Response response = http::text_response(status_, "The proxy has no tunnel left.\n");
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(retry_after_).count();
    if (seconds > 0) response.fields.add("Retry-After", std::to_string(seconds));
    response.on_head.push_back(acted);
    return response;
  }

 private:
  std::uint64_t most_;
  int status_;
  Duration retry_after_;
  const std::uint64_t* standing_ = nullptr;
};

const fault::Register<TunnelLimit> tunnel_limit_entry{
    {.layer = "proxy",
     .name = "tunnel-limit",
     .services = {"proxy"},
     .summary =
         "The proxy answers CONNECT with 503 and Retry-After while too many tunnels stand."}};

}  // namespace
}  // namespace tetra::proxy
