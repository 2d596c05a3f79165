// dns.rcode: the query is answered with a response code and no records.
#include "mockserver/dns/dns_fault.hpp"

namespace tetra::dns {
namespace {

class Rcode final : public Fault {
 public:
  explicit Rcode(fault::Params& params)
      : code_(static_cast<int>(params.symbol(
            "code", "the response code; above 15 it goes out in an OPT record", rcodes, 0, 4095))) {
  }

  void on_query(const Query& query, Reply& reply) override {
    clear_records(reply);
    reply.rcode = code_;
    if (code_ == nxdomain) reply.authority.push_back(query.zone->soa_for(query.asked));
  }

 private:
  int code_;
};

const Register<Rcode> rcode_entry{
    "rcode",
    "Answers with a response code and no records; nxdomain carries the SOA "
    "that makes it cacheable."};

}  // namespace
}  // namespace tetra::dns
