// dns.cname-chain: the name is an alias of an alias of an alias.
#include "mockserver/dns/dns_fault.hpp"

namespace tetra::dns {
namespace {

class CnameChain final : public Fault {
 public:
  explicit CnameChain(fault::Params& params)
      : length_(params.integer("length", "CNAMEs in the chain", 1, 1000, 8)),
        ends_(params.one_of<bool>("ends", "what the last one leads to",
                                  {{"records", true}, {"nothing", false}}, "records")) {}

  void on_query(const Query& query, Reply& reply) override {
    std::vector<Record> chain;
    std::string owner = query.asked;
    for (std::int64_t i = 1; i <= length_; ++i) {
      const std::string target = "alias" + std::to_string(i) + ".chain.invalid.";
      chain.push_back(Record{owner, "CNAME", Zone::default_ttl, target});
      owner = target;
    }
    if (ends_) {
      for (Record& record : reply.answer) {
        if (canonical(record.owner) == query.name) record.owner = owner;
      }
      chain.insert(chain.end(), reply.answer.begin(), reply.answer.end());
    } else {
      clear_records(reply);
    }
    reply.answer = std::move(chain);
  }

 private:
  std::int64_t length_;
  bool ends_;
};

const Register<CnameChain> cname_chain_entry{
    "cname-chain",
    "Answers with a chain of CNAMEs in front of the healthy records, or with the chain alone."};

}  // namespace
}  // namespace tetra::dns
