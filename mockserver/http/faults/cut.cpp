// http.cut: the connection ends after exactly so many body bytes.
#include "engine/http/exchange.hpp"

namespace tetra::http {
namespace {

class Cut final : public Fault {
 public:
  explicit Cut(fault::Params& params)
      : at_(params.position("at", "how many body bytes still arrive", "50%")),
        by_(params.one_of<wire::Ending>("by", "what the peer gets then",
                                        {{"reset", wire::Ending::reset_after_delivery},
                                         {"fin", wire::Ending::truncated},
                                         {"close-notify", wire::Ending::clean}},
                                        "reset")) {}

  void on_response(const Exchange& /*exchange*/, Response& response,
                   const wire::Acted& acted) override {
    response.delivery.stop = wire::Delivery::Stop{at_, by_, acted};
  }

 private:
  Position at_;
  wire::Ending by_;
};

const fault::Register<Cut> cut_entry{{
    .layer = "http",
    .name = "cut",
    .services = every_http_service,
    .summary = "Ends the connection after exactly this many body bytes: by RST, by FIN without "
               "close_notify, or by close_notify and FIN.",
}};

}  // namespace
}  // namespace tetra::http
