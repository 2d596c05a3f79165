// http.raw: these bytes in place of a response.
#include "engine/http/exchange.hpp"

namespace tetra::http {
namespace {

class Raw final : public Fault {
 public:
  explicit Raw(fault::Params& params)
      : bytes_(params.bytes("bytes", "what is sent, head and body alike; may be empty",
                            "this is no HTTP\\r\\n")),
        then_(params.one_of<wire::Ending>("then", "what the peer gets behind it",
                                          {{"close-notify", wire::Ending::clean},
                                           {"fin", wire::Ending::truncated},
                                           {"reset", wire::Ending::reset_after_delivery},
                                           {"stay-open", wire::Ending::silent}},
                                          "close-notify")) {}

  std::optional<Response> instead(const Exchange& /*exchange*/,
                                  const wire::Acted& /*acted*/) override {
    return Response();
  }

  void on_response(const Exchange& /*exchange*/, Response& response,
                   const wire::Acted& acted) override {
    response.status = 0;  // none that the lab would know
    response.raw_head = bytes_;
    response.body = nullptr;
    response.stream = nullptr;
    response.take_over = nullptr;
    response.keep_alive = false;
    response.ending = then_;
    response.on_head.push_back(acted);
  }

 private:
  std::string bytes_;
  wire::Ending then_;
};

const fault::Register<Raw> raw_entry{{
    .layer = "http",
    .name = "raw",
    .services = every_http_service,
    .summary = "Sends these bytes in place of a response, whatever they are, and then ends the "
               "connection or leaves it open.",
}};

}  // namespace
}  // namespace tetra::http
