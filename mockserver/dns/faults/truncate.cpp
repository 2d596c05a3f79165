// dns.truncate: the UDP answer says "too long, ask over TCP", and TCP may not help.
#include "mockserver/dns/dns_fault.hpp"

namespace tetra::dns {
namespace {

enum class Tcp { works, refused, same, fin, reset, silent };

class Truncate final : public Fault {
 public:
  explicit Truncate(fault::Params& params)
      : tcp_(params.one_of<Tcp>("tcp", "what the retry over TCP gets",
                                {{"works", Tcp::works},
                                 {"refused", Tcp::refused},
                                 {"same", Tcp::same},
                                 {"fin", Tcp::fin},
                                 {"reset", Tcp::reset},
                                 {"silent", Tcp::silent}},
                                "works")) {}

  void on_query(const Query& query, Reply& reply) override {
    if (query.transport == Transport::tcp) return over_tcp(reply);
    clear_records(reply);
    reply.truncated = true;
    reply.dispatch.refuse_tcp = tcp_ == Tcp::refused;
  }

 private:
  void over_tcp(Reply& reply) const {
    if (tcp_ == Tcp::same) {
      clear_records(reply);
      reply.truncated = true;
    }
    if (tcp_ == Tcp::fin) reply.dispatch.end = wire::Ending::clean;
    if (tcp_ == Tcp::reset) reply.dispatch.end = wire::Ending::reset;
    if (tcp_ == Tcp::fin || tcp_ == Tcp::reset || tcp_ == Tcp::silent) reply.dispatch.send = false;
  }

  Tcp tcp_;
};

const Register<Truncate> truncate_entry{
    "truncate", "Answers over UDP with TC and no records; over TCP it answers, or fails as told."};

}  // namespace
}  // namespace tetra::dns
