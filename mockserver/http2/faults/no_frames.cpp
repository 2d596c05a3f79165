// h2.no-frames: what comes is not HTTP/2.
#include "mockserver/http2/h2_fault.hpp"

namespace tetra::h2 {
namespace {

class NoFrames final : public Fault {
 public:
  explicit NoFrames(fault::Params& params)
      : raw_{params.bytes("bytes", "what is sent",
                          "HTTP/1.1 400 Bad Request\\r\\nContent-Length: 0\\r\\n\\r\\n"),
             params.flag("settings-first", "behind the server's SETTINGS; else in place of them",
                         false),
             params.one_of<wire::Ending>("then", "what the peer gets behind it",
                                         {{"close-notify", wire::Ending::clean},
                                          {"fin", wire::Ending::truncated},
                                          {"reset", wire::Ending::reset_after_delivery},
                                          {"stay-open", wire::Ending::silent}},
                                         "close-notify")} {}

  void on_reply(Reply& reply, const wire::Acted& acted) override {
    reply.raw = raw_;
    reply.acted = acted;
  }

 private:
  Reply::Raw raw_;
};

const fault::Register<NoFrames> no_frames_entry{{
    .layer = "h2",
    .name = "no-frames",
    .services = every_h2_service,
    .summary = "Sends these bytes where frames are due, such as an HTTP/1.1 answer on a connection "
               "that agreed on h2.",
}};

}  // namespace
}  // namespace tetra::h2
