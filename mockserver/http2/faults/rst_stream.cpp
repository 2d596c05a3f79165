// h2.rst-stream: the stream is broken off, the connection is not.
#include "mockserver/http2/h2_fault.hpp"

namespace tetra::h2 {
namespace {

class RstStream final : public Fault {
 public:
  explicit RstStream(fault::Params& params)
      : code_(static_cast<std::uint32_t>(params.symbol(
            "code", "why, by name or number", error_codes, 0, UINT32_MAX, "internal_error"))),
        at_(params.maybe_position("at",
                                  "behind how many body bytes; left out: in place of the answer")) {
    if (at_ && at_->kind == Position::Kind::after_text)
      params.complain("`at` can't look for a text here", "give bytes or a percentage");
  }

  void on_reply(Reply& reply, const wire::Acted& acted) override {
    reply.reset = Reply::Reset{code_, at_};
    reply.acted = acted;
  }

 private:
  std::uint32_t code_;
  std::optional<Position> at_;
};

const fault::Register<RstStream> rst_stream_entry{{
    .layer = "h2",
    .name = "rst-stream",
    .services = every_h2_service,
    .summary = "Ends the stream with RST_STREAM, before its answer or behind exactly this many "
               "body bytes; the connection stays open.",
}};

}  // namespace
}  // namespace tetra::h2
