// dns.cname: the name is an alias of another one.
#include "mockserver/dns/dns_fault.hpp"

namespace tetra::dns {
namespace {

class Cname final : public Fault {
 public:
  explicit Cname(fault::Params& params)
      : to_(params.text("to", "the target")),
        follow_(
            params.flag("follow", "add the target's records, or that it does not exist", true)) {
    if (wire_name(to_).empty())
      params.complain("`to` is not a DNS name", "labels up to 63 bytes, 255 in all");
  }

  void on_query(const Query& query, Reply& reply) override {
    clear_records(reply);
    reply.rcode = noerror;
    reply.answer.push_back(Record{query.asked, "CNAME", Zone::default_ttl, canonical(to_) + "."});
    if (!follow_) return;
    const Found found = query.zone->lookup(canonical(to_) + ".", query.type_word);
    reply.rcode = found.rcode;
    reply.answer.insert(reply.answer.end(), found.answer.begin(), found.answer.end());
    reply.authority = found.authority;
  }

 private:
  std::string to_;
  bool follow_;
};

const Register<Cname> cname_entry{
    "cname", "Answers with a CNAME, and with what the lab knows of its target."};

}  // namespace
}  // namespace tetra::dns
