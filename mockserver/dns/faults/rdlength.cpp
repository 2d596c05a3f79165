// dns.rdlength: the first record's data has another length than it says, or than its type has.
#include "mockserver/dns/dns_fault.hpp"

namespace tetra::dns {
namespace {

class Rdlength final : public Fault {
 public:
  explicit Rdlength(fault::Params& params)
      : bytes_(static_cast<std::uint16_t>(
            params.integer("bytes", "the length that it says", 0, 0xFFFF, 3))) {}

  void on_query(const Query&, Reply& reply) override {
    if (reply.answer.empty()) return;
    reply.edits.push_back([length = bytes_](std::string& bytes) {
      // Name, type, class, TTL, then RDLENGTH (RFC 1035 section 4.1.3); the name is a pointer to
      // the question, or written out.
      const std::size_t owner = question_end(bytes);
      if (owner == 0 || owner >= bytes.size()) return;
      const bool pointer = (static_cast<unsigned char>(bytes[owner]) & 0xC0) == 0xC0;
      const std::size_t type = pointer ? owner + 2 : name_end(bytes, owner);
      if (type != 0 && type + 10 <= bytes.size()) put16(bytes, type + 8, length);
    });
  }

 private:
  std::uint16_t bytes_;
};

const Register<Rdlength> rdlength_entry{
    "rdlength", "Gives the first answer record a false RDLENGTH; the bytes themselves stay."};

}  // namespace
}  // namespace tetra::dns
