// crl.times: each time of the list is where the scenario says, from the moment of the answer.
#include "mockserver/crl/crl_fault.hpp"

namespace tetra::crl {
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
        next_update_(offset(params, "next-update", "until when; left out: +7d")),
        endless_(params.flag("no-next-update", "nextUpdate is left out", false)) {}

  void on_list(List& list) override {
    if (this_update_) list.spec.this_update = *this_update_;
    if (next_update_) list.spec.next_update = *next_update_;
    if (endless_) list.spec.next_update = std::nullopt;
  }

 private:
  std::optional<Duration> this_update_, next_update_;
  bool endless_;
};

const fault::Register<Times> entry{{
    .layer = "crl",
    .name = "times",
    .services = crl_service,
    .summary = "Serves a list with these times in thisUpdate and nextUpdate; nextUpdate may be left out.",
}};

}  // namespace
}  // namespace tetra::crl
