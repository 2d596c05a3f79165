// crl.number: the list has another CRL number, or none (RFC 5280 section 5.2.3).
#include "mockserver/crl/crl_fault.hpp"

namespace tetra::crl {
namespace {

class Number final : public Fault {
 public:
  explicit Number(fault::Params& params) {
    const std::string text = params.text("is", "a number, or none", "none");
    if (text == "none") return;
    const auto number = parse_byte_size(text);
    if (!number) params.complain("`" + text + "` is no CRL number", "a whole number, or none");
    number_ = number.value_or(ByteSize()).bytes;
  }

  void on_list(List& list) override {
    list.spec.numbered = number_.has_value();
    list.spec.number = number_;
  }

 private:
  std::optional<std::uint64_t> number_;
};

const fault::Register<Number> number_entry{{
    .layer = "crl",
    .name = "number",
    .services = crl_service,
    .summary = "Serves a list with another CRL number, older for example, or without one.",
}};

}  // namespace
}  // namespace tetra::crl
