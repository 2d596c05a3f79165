// dns.compression-loop: a name in the answer never ends.
#include "mockserver/dns/dns_fault.hpp"

namespace tetra::dns {
namespace {

class CompressionLoop final : public Fault {
 public:
  explicit CompressionLoop(fault::Params&) {}

  void on_query(const Query& query, Reply& reply) override {
    reply.rcode = noerror;
    clear_records(reply);
    reply.edns.reset();
    reply.edits.push_back([type = query.type](std::string& bytes) {
      const auto here =
          static_cast<std::uint16_t>(0xC000 | bytes.size());  // RFC 1035 section 4.1.4
      put16(bytes, 6, 1);
      append16(bytes, here);
      append16(bytes, type);
      append16(bytes, 1);
      append16(bytes, 0);
      append16(bytes, Zone::default_ttl);
      append16(bytes, 4);
      append16(bytes, 0xC000);
      append16(bytes, 0x0201);
    });
  }
};

const Register<CompressionLoop> compression_loop_entry{
    "compression-loop",
    "Answers with a record whose owner name is a compression pointer to itself."};

}  // namespace
}  // namespace tetra::dns
