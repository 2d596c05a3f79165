// dns.cname-loop: the name is its own alias.
#include "mockserver/dns/dns_fault.hpp"

namespace tetra::dns {
namespace {

class CnameLoop final : public Fault {
 public:
  explicit CnameLoop(fault::Params& params)
      : length_(params.integer("length", "CNAMEs in the loop; 1: to itself", 1, 100, 1)) {}

  void on_query(const Query& query, Reply& reply) override {
    clear_records(reply);
    reply.rcode = noerror;
    std::string owner = query.asked;
    for (std::int64_t i = 1; i <= length_; ++i) {
      const std::string target =
          i == length_ ? query.asked : "alias" + std::to_string(i) + ".loop.invalid.";
      reply.answer.push_back(Record{owner, "CNAME", Zone::default_ttl, target});
      owner = target;
    }
  }

 private:
  std::int64_t length_;
};

const Register<CnameLoop> cname_loop_entry{
    "cname-loop", "Answers with CNAMEs that lead back to the name asked for."};

}  // namespace
}  // namespace tetra::dns
