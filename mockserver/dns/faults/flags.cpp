// dns.flags: the header's bits are not those of an answer.
#include "mockserver/dns/dns_fault.hpp"

namespace tetra::dns {
namespace {

// RFC 1035 section 4.1.1; AD and CD: RFC 4035.
constexpr std::pair<std::string_view, std::uint16_t> bits[] = {
    {"qr", 0x8000}, {"aa", 0x0400}, {"tc", 0x0200}, {"rd", 0x0100},
    {"ra", 0x0080}, {"z", 0x0040},  {"ad", 0x0020}, {"cd", 0x0010}};

class Flags final : public Fault {
 public:
  explicit Flags(fault::Params& params) {
    for (const auto& [name, bit] : bits) {
      if (const auto value = params.maybe_integer(name, "the bit of that name", 0, 1))
        set(bit, *value != 0);
    }
    if (const auto opcode =
            params.maybe_integer("opcode", "the operation that it says it answers", 0, 15)) {
      mask_ = static_cast<std::uint16_t>(mask_ | 0x7800);
      value_ = static_cast<std::uint16_t>(value_ | *opcode << 11);
    }
    if (mask_ == 0) params.complain("no bit is given", "for example `flags: {ra: 0}`");
  }

  void on_query(const Query&, Reply& reply) override {
    reply.edits.push_back([mask = mask_, value = value_](std::string& bytes) {
      if (bytes.size() >= 4)
        put16(bytes, 2, static_cast<std::uint16_t>((get16(bytes, 2) & ~mask) | value));
    });
  }

 private:
  void set(std::uint16_t bit, bool on) {
    mask_ = static_cast<std::uint16_t>(mask_ | bit);
    if (on) value_ = static_cast<std::uint16_t>(value_ | bit);
  }

  std::uint16_t mask_ = 0, value_ = 0;
};

const Register<Flags> flags_entry{
    "flags",
    "Sets bits of the header, for example qr: 0 (not a response) or ra: 0 (no recursion)."};

}  // namespace
}  // namespace tetra::dns
