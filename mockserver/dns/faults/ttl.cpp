// dns.ttl: the answer may be kept for another time than the healthy 5 s.
#include "mockserver/dns/dns_fault.hpp"

namespace tetra::dns {
namespace {

class Ttl final : public Fault {
 public:
  explicit Ttl(fault::Params& params)
      : seconds_(static_cast<std::uint32_t>(params.integer("seconds", "the TTL", 0, 0xFFFFFFFF))) {}

  void on_query(const Query&, Reply& reply) override {
    for (Record& record : reply.answer) record.ttl = seconds_;
    for (Record& record : reply.authority) {
      record.ttl = seconds_;
      // RFC 2308 section 5: the lesser of the SOA's TTL and its last field, MINIMUM.
      if (record.type == "SOA")
        record.data.replace(record.data.rfind(' ') + 1, std::string::npos,
                            std::to_string(seconds_));
    }
  }

 private:
  std::uint32_t seconds_;
};

const Register<Ttl> ttl_entry{
    "ttl", "Changes the TTL of every record, and how long a negative answer may be cached."};

}  // namespace
}  // namespace tetra::dns
