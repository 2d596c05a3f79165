// h2.frame-size: a frame larger than the peer allows.
#include "mockserver/http2/h2_fault.hpp"

namespace tetra::h2 {
namespace {

class FrameSize final : public Fault {
 public:
  explicit FrameSize(fault::Params& params)
      : length_(static_cast<std::uint32_t>(
            params.size("length", "what the frame says it is long; 16,384 is allowed", "16385")
                .bytes)),
        type_(static_cast<char>(params.integer(
            "type", "which kind of frame: 0 DATA, 1 HEADERS, 4 SETTINGS", 0, 255, 0))) {
    if (length_ >= 1 << 24) params.complain("`length` does not fit 24 bits");
  }

  void on_reply(Reply& reply, const wire::Acted& acted) override {
    // RFC 9113 section 4.1: 24 bits of length, type, flags, stream; that of the first request is 1.
    std::string frame{static_cast<char>(length_ >> 16),
                      static_cast<char>(length_ >> 8),
                      static_cast<char>(length_),
                      type_,
                      0,
                      0,
                      0,
                      0,
                      1};
    frame.append(length_, '\0');
    reply.raw = Reply::Raw{std::move(frame), true, wire::Ending::silent};
    reply.acted = acted;
  }

 private:
  std::uint32_t length_;
  char type_;
};

const fault::Register<FrameSize> frame_size_entry{{
    .layer = "h2",
    .name = "frame-size",
    .services = every_h2_service,
    .summary = "Sends one frame of this length in place of the answer, more than "
               "SETTINGS_MAX_FRAME_SIZE allows.",
}};

}  // namespace
}  // namespace tetra::h2
