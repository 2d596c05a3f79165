// socks.bound-address: the reply names an address of another type.
#include <array>

#include "proxy-sim/socks/socks_fault.hpp"

namespace tetra::socks {
namespace {

// ATYP (RFC 1928 section 5).
constexpr std::array type_words{fault::Symbol{"ipv4", 1}, fault::Symbol{"domain", 3},
                                fault::Symbol{"ipv6", 4}};

class BoundAddress final : public Fault {
 public:
  explicit BoundAddress(fault::Params& params)
      : type_(static_cast<char>(params.symbol("type", "the address type's word or number",
                                              type_words, 0, 255, "domain"))),
        bytes_(params.maybe_size(
            "bytes",
            "how long the address is; left out: as the type says, a domain of 16, any other 4")) {
    if (bytes_ && bytes_->bytes > 255) params.complain("an address has at most 255 bytes");
  }

  bool concerns(Message message) const override { return message == Message::reply; }
  void on_answer(const Occasion& occasion, Answer& answer, const wire::Acted& acted) override {
    if (occasion.version != 5) return;
    const std::size_t natural = type_ == 3 || type_ == 4 ? 16 : 4;
    const std::size_t length = bytes_ ? static_cast<std::size_t>(bytes_->bytes) : natural;
    std::string bound(1, type_);
    if (type_ == 3) bound += static_cast<char>(length);
    bound += std::string(length, type_ == 3 ? 'a' : '\0');
    answer.bound = bound + std::string(2, '\0');
    answer.on_sent.push_back(acted);
  }

 private:
  char type_;
  std::optional<ByteSize> bytes_;
};

const fault::Register<BoundAddress> bound_address_entry{{
    .layer = "socks",
    .name = "bound-address",
    .services = {"socks"},
    .summary = "The SOCKS5 reply names a bound address of this type and length; a client that "
               "reads a fixed length takes the rest for the origin's.",
}};

}  // namespace
}  // namespace tetra::socks
