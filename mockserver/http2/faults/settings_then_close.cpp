// h2.settings-then-close: the connection ends once it is set up.
#include "mockserver/http2/h2_fault.hpp"

namespace tetra::h2 {
namespace {

class SettingsThenClose final : public Fault {
 public:
  explicit SettingsThenClose(fault::Params& params)
      : by_(params.one_of<wire::Ending>("by", "what the peer gets",
                                        {{"close-notify", wire::Ending::clean},
                                         {"fin", wire::Ending::truncated},
                                         {"reset", wire::Ending::reset_after_delivery}},
                                        "fin")) {}

  void on_reply(Reply& reply, const wire::Acted& acted) override {
    reply.raw = Reply::Raw{{}, true, by_};
    reply.acted = acted;
  }

 private:
  wire::Ending by_;
};

const fault::Register<SettingsThenClose> settings_then_close_entry{{
    .layer = "h2",
    .name = "settings-then-close",
    .services = every_h2_service,
    .summary =
        "Sends the SETTINGS that every connection begins with, and ends it without an answer.",
}};

}  // namespace
}  // namespace tetra::h2
