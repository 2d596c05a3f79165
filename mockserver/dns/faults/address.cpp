// dns.address: the name leads to other hosts than the right ones.
#include "mockserver/dns/dns_fault.hpp"

namespace tetra::dns {
namespace {

class Address final : public Fault {
 public:
  explicit Address(fault::Params& params)
      : a_(addresses(params, "a", "A", "IPv4 addresses, in the order of the answer")),
        aaaa_(addresses(params, "aaaa", "AAAA", "IPv6 addresses, in the order of the answer")) {
    if (a_.empty() && aaaa_.empty())
      params.complain("no address is given", "for example `address: {a: [203.0.113.9]}`");
  }

  void on_query(const Query& query, Reply& reply) override {
    const std::vector<Record>& records = query.type_word == "A" ? a_ : aaaa_;
    if (records.empty() || records.front().type != query.type_word) return;
    clear_records(reply);
    reply.rcode = noerror;
    reply.answer = records;
    for (Record& record : reply.answer) record.owner = query.asked;
  }

 private:
  static std::vector<Record> addresses(fault::Params& params, std::string_view key,
                                       const std::string& type, std::string_view meaning) {
    std::vector<Record> records;
    for (const std::string& address : params.texts_or_none(key, meaning)) {
      records.push_back(Record{".", type, Zone::default_ttl, address});
      if (!valid(records.back()))
        params.complain("`" + address + "` is no address for `" + std::string(key) + "`",
                        "it is " + std::string(meaning));
    }
    return records;
  }

  std::vector<Record> a_, aaaa_;
};

const Register<Address> address_entry{
    "address",
    "Answers A and AAAA queries with these addresses: wrong, unroutable, "
    "a sinkhole (0.0.0.0), or a list in this order."};

}  // namespace
}  // namespace tetra::dns
