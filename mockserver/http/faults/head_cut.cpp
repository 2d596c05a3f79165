// http.head-cut: the connection ends within the head.
#include "engine/http/exchange.hpp"

namespace tetra::http {
namespace {

class HeadCut final : public Fault {
 public:
  explicit HeadCut(fault::Params& params)
      : at_(params.position("at", "how many bytes of the head still arrive, status line and all",
                            "50%")),
        by_(params.one_of<wire::Ending>("by", "what the peer gets then",
                                        {{"reset", wire::Ending::reset_after_delivery},
                                         {"fin", wire::Ending::truncated},
                                         {"close-notify", wire::Ending::clean}},
                                        "close-notify")) {}

  void on_response(const Exchange& /*exchange*/, Response& response,
                   const wire::Acted& acted) override {
    response.head_delivery.stop = wire::Delivery::Stop{at_, by_, acted};
  }

 private:
  Position at_;
  wire::Ending by_;
};

const fault::Register<HeadCut> head_cut_entry{{
    .layer = "http",
    .name = "head-cut",
    .services = every_http_service,
    .summary = "Ends the connection after exactly this many bytes of the head: by RST, by FIN "
               "without close_notify, or by close_notify and FIN.",
}};

}  // namespace
}  // namespace tetra::http
