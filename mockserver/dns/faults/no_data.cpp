// dns.no-data: the name exists, but has no record of the type asked for.
#include "mockserver/dns/dns_fault.hpp"

namespace tetra::dns {
namespace {

class NoData final : public Fault {
 public:
  explicit NoData(fault::Params& params)
      : soa_(params.flag("soa", "carry the SOA that makes it cacheable", true)) {}

  void on_query(const Query& query, Reply& reply) override {
    clear_records(reply);
    reply.rcode = noerror;
    if (soa_) reply.authority.push_back(query.zone->soa_for(query.asked));
  }

 private:
  bool soa_;
};

const Register<NoData> no_data_entry{
    "no-data", "Answers NOERROR without records: the name exists, but not with this type."};

}  // namespace
}  // namespace tetra::dns
