// proxy.authenticate: nothing is connected or forwarded before the proxy knows who asks.
#include "proxy-sim/proxy_fault.hpp"

namespace tetra::proxy {
namespace {

/// Answers 407 before anything is connected, until one of its schemes is satisfied.
class Authenticate final : public http::Fault, public KnowsCredentials {
 public:
  explicit Authenticate(fault::Params& params) : demand_(params) {}

  void know(const Credentials& right) override { demand_.know(right); }

  std::optional<http::Response> instead(const http::Exchange& exchange,
                                        const wire::Acted& acted) override {
    // What comes out of a tunnel that the proxy has opened itself was let through with its CONNECT.
    if (exchange.request.target.starts_with('/')) return std::nullopt;
    std::optional<auth::Demand::Refusal> refusal = demand_.judge(exchange);
    if (!refusal) return std::nullopt;
    refusal->response.on_head.push_back(
        [acted, outcome = refusal->outcome](std::vector<journal::Field> fields) {
          fields.push_back(detail::credentials(std::string(auth::to_string(outcome))));
          acted(std::move(fields));
        });
    return std::move(refusal->response);
  }

 private:
  auth::Demand demand_;
};

const fault::Register<Authenticate> authenticate_entry{
    {.layer = "proxy",
     .name = "authenticate",
     .services = {"proxy"},
     .summary = "The proxy answers 407 until it is given credentials that it accepts."}};

}  // namespace
}  // namespace tetra::proxy
