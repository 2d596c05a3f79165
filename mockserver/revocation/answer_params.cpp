#include "mockserver/revocation/answer_params.hpp"

namespace tetra::revocation {

certs::DerDamage read_der_damage(fault::Params& params) {
  using Kind = certs::DerDamage::Kind;
  const certs::DerDamage damage{
      params.one_of<Kind>("is", "what is wrong with it",
                          {{"truncated", Kind::truncated},
                           {"trailing", Kind::trailing},
                           {"garbage", Kind::garbage},
                           {"wrong-tag", Kind::wrong_tag},
                           {"wrong-length", Kind::wrong_length}},
                          "truncated"),
      params.position("at", "where a truncated one ends", "50%"),
      params.size("bytes", "how many follow (trailing) or come in its place (garbage)", "16")
          .bytes};
  if (damage.bytes > 16 * 1024 * 1024) params.complain("`bytes` is more than 16MiB");
  if (damage.at.kind == Position::Kind::after_text)
    params.complain("`at` is a text", "a number of bytes or a percentage");
  return damage;
}

Signing read_signing(fault::Params& params) {
  Signing signing;
  const auto fault = certs::parse_signature_fault(params.text(
      "is", "good, content-changed, bit-flipped, malformed or wrong-key", "content-changed"));
  if (!fault) params.complain(fault.error().what, fault.error().hint);
  signing.fault = fault.value_or(certs::SignatureFault::good);
  signing.digest = params.one_of<certs::Digest>("digest", "what is signed",
                                                {{"sha256", certs::Digest::sha256},
                                                 {"sha1", certs::Digest::sha1},
                                                 {"sha384", certs::Digest::sha384},
                                                 {"sha512", certs::Digest::sha512}},
                                                "sha256");
  if (fault && signing.fault == certs::SignatureFault::good &&
      signing.digest == certs::Digest::sha256) {
    params.complain("that is how it is signed anyway",
                    "break it with `is`, or choose another `digest`");
  }
  return signing;
}

std::optional<Duration> maybe_offset(fault::Params& params, std::string_view name,
                                     std::string_view meaning) {
  const auto text = params.maybe_text(name, meaning);
  if (!text) return std::nullopt;
  const auto read = parse_duration(text->starts_with('+') ? text->substr(1) : *text);
  if (!read) params.complain(read.error().what, "a duration with its sign, such as -5d or +1h");
  return read ? std::optional(*read) : std::nullopt;
}

}  // namespace tetra::revocation
