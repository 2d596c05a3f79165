#include "proxy-sim/proxy_fault.hpp"

namespace tetra::proxy {
namespace {

constexpr auto checked = true;
using MakeScheme = auth::SchemePtr (*)(std::string realm);

/// Answers 407 before anything is connected, until the credentials are right; the connection stays open for the next try.
class Authenticate final : public http::Fault, public KnowsCredentials {
 public:
  explicit Authenticate(fault::Params& params) {
    const MakeScheme make = params.one_of<MakeScheme>("scheme", "how the proxy asks for credentials", {{"basic", auth::make_basic}}, "basic");
    checked_ = params.one_of<bool>("credentials", "whether the right ones are let through", {{"checked", checked}, {"rejected", !checked}}, "checked");
    const std::string realm = params.text("realm", "what the proxy says that it guards", "TETRA Lab");
    if (realm.find_first_of(std::string_view("\r\n\0", 3)) != std::string::npos) params.complain("`realm` has a line end or a zero byte in it");
    scheme_ = make(realm);
  }

  void know(const Credentials& right) override { right_ = right; }

  std::optional<http::Response> instead(const http::Exchange& exchange, const wire::Acted& acted) override {
    const auth::Turn turn = scheme_->judge(auth::Attempt{exchange.request, exchange.connection, checked_ ? &right_ : nullptr});
    if (turn.outcome == auth::Outcome::accepted) return std::nullopt;
    http::Response response = http::text_response(407, "The proxy wants to know who you are.\n");
    for (const std::string& challenge : turn.challenges) response.fields.add("Proxy-Authenticate", challenge);
    response.on_head.push_back([acted, outcome = turn.outcome](std::vector<journal::Field> fields) {
      fields.push_back(journal::Field{"credentials", std::string(auth::to_string(outcome))});
      acted(std::move(fields));
    });
    return response;
  }

 private:
  auth::SchemePtr scheme_;
  bool checked_ = true;
  Credentials right_;
};

const fault::Register<Authenticate> entry{{.layer = "proxy", .name = "authenticate", .services = {"proxy"},
                                           .summary = "The proxy answers 407 until it is given credentials that it accepts."}};

}  // namespace
}  // namespace tetra::proxy
