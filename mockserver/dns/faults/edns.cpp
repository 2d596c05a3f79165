// dns.edns: the server can't do EDNS, as old ones and some firewalls.
#include "mockserver/dns/dns_fault.hpp"

namespace tetra::dns {
namespace {

enum class As { formerr, notimp, badvers, drop, ignored };

class Edns final : public Fault {
 public:
  explicit Edns(fault::Params& params)
      : as_(params.one_of<As>("as", "what such a query gets",
                              {{"formerr", As::formerr},
                               {"notimp", As::notimp},
                               {"badvers", As::badvers},
                               {"drop", As::drop},
                               {"ignored", As::ignored}},
                              "formerr")) {}

  void on_query(const Query& query, Reply& reply) override {
    if (!query.edns) return;
    if (as_ == As::drop) reply.dispatch.send = false;
    if (as_ != As::badvers) reply.edns.reset();
    if (as_ == As::drop || as_ == As::ignored) return;
    clear_records(reply);
    reply.rcode = as_ == As::formerr ? formerr : as_ == As::notimp ? notimp : badvers;
  }

 private:
  As as_;
};

const Register<Edns> edns_entry{"edns",
                                "Fails queries that carry an OPT record; others are healthy."};

}  // namespace
}  // namespace tetra::dns
