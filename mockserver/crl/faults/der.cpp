// crl.der: bytes that are no CRL, or not one alone; HTTP is satisfied.
#include "mockserver/crl/crl_fault.hpp"

namespace tetra::crl {
namespace {

using Kind = certs::DerDamage::Kind;

class Der final : public Fault {
 public:
  explicit Der(fault::Params& params)
      : damage_{params.one_of<Kind>("is", "what is wrong with it",
                                    {{"truncated", Kind::truncated},
                                     {"trailing", Kind::trailing},
                                     {"garbage", Kind::garbage},
                                     {"wrong-tag", Kind::wrong_tag},
                                     {"wrong-length", Kind::wrong_length}},
                                    "truncated"),
                params.position("at", "where a truncated one ends", "50%"),
                params.size("bytes", "how many follow (trailing) or come in its place (garbage)", "16").bytes} {
    if (damage_.bytes > 16 * 1024 * 1024) params.complain("`bytes` is more than 16MiB");
    if (damage_.at.kind == Position::Kind::after_text) params.complain("`at` is a text", "a number of bytes or a percentage");
  }

  void on_bytes(std::string& bytes) override { bytes = certs::damaged(std::move(bytes), damage_); }

 private:
  certs::DerDamage damage_;
};

const fault::Register<Der> entry{{
    .layer = "crl",
    .name = "der",
    .services = crl_service,
    .summary = "Spoils the finished list: cut short, with bytes behind it, random bytes, a wrong tag or length.",
}};

}  // namespace
}  // namespace tetra::crl
