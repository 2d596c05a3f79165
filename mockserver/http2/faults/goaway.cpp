// h2.goaway: the server takes no further streams.
#include "mockserver/http2/h2_fault.hpp"

namespace tetra::h2 {
namespace {

class Goaway final : public Fault {
 public:
  explicit Goaway(fault::Params& params)
      : code_(static_cast<std::uint32_t>(params.symbol("code", "why, by name or number",
                                                       error_codes, 0, UINT32_MAX, "no_error"))),
        answers_first_(params.flag("answers-first",
                                   "answer this stream; else the frame says that it never will be",
                                   false)),
        then_(params.one_of<std::optional<wire::Ending>>(
            "then", "what the peer gets behind it",
            {{"close-notify", wire::Ending::clean},
             {"fin", wire::Ending::truncated},
             {"reset", wire::Ending::reset_after_delivery},
             {"stay-open", std::nullopt}},
            "close-notify")),
        debug_(params.bytes("debug", "Additional Debug Data", "")) {}

  void on_reply(Reply& reply, const wire::Acted& acted) override {
    reply.go_away = Reply::GoAway{code_, answers_first_, then_, debug_};
    reply.acted = acted;
  }

 private:
  std::uint32_t code_;
  bool answers_first_;
  std::optional<wire::Ending> then_;
  std::string debug_;
};

const fault::Register<Goaway> goaway_entry{{
    .layer = "h2",
    .name = "goaway",
    .services = every_h2_service,
    .summary = "Sends GOAWAY in place of an answer or behind it, then ends the connection or "
               "leaves it open.",
}};

}  // namespace
}  // namespace tetra::h2
