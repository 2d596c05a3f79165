// ocsp.times: each time of the answer is where the scenario says, from the moment of the answer.
#include "mockserver/ocsp/ocsp_fault.hpp"

namespace tetra::ocsp {
namespace {

// `-5d`, `+1h` or `0s` from the moment of the answer.
std::optional<Duration> offset(fault::Params& params, std::string_view name, std::string_view meaning) {
  const auto text = params.maybe_text(name, meaning);
  if (!text) return std::nullopt;
  const auto read = parse_duration(text->starts_with('+') ? text->substr(1) : *text);
  if (!read) params.complain(read.error().what, "a duration with its sign, such as -5d or +1h");
  return read ? std::optional(*read) : std::nullopt;
}

class Times final : public Fault {
 public:
  explicit Times(fault::Params& params)
      : this_update_(offset(params, "this-update", "from when it is right, such as -5d or +1h; left out: -1h")),
        next_update_(offset(params, "next-update", "until when; left out: +24h")),
        produced_at_(offset(params, "produced-at", "when it was signed; left out: -1h")),
        endless_(params.flag("no-next-update", "nextUpdate is left out", false)) {}

  void on_answer(const certs::OcspRequestInfo& /*request*/, certs::OcspAnswerSpec& answer) override {
    if (this_update_) answer.this_update = *this_update_;
    if (next_update_) answer.next_update = *next_update_;
    if (produced_at_) answer.produced_at = *produced_at_;
    if (endless_) answer.next_update = std::nullopt;
  }

 private:
  std::optional<Duration> this_update_, next_update_, produced_at_;
  bool endless_;
};

const fault::Register<Times> entry{{
    .layer = "ocsp",
    .name = "times",
    .services = ocsp_service,
    .summary = "Answers with these times in thisUpdate, nextUpdate and producedAt; nextUpdate may be left out.",
}};

}  // namespace
}  // namespace tetra::ocsp
