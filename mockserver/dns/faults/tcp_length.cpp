// dns.tcp-length: the length before a TCP answer is not the answer's.
#include "mockserver/dns/dns_fault.hpp"

namespace tetra::dns {
namespace {

class TcpLength final : public Fault {
 public:
  explicit TcpLength(fault::Params& params)
      : bytes_(static_cast<std::uint16_t>(
            params.integer("bytes", "the length that it says", 0, 0xFFFF, 0xFFFF))) {}

  void on_query(const Query& query, Reply& reply) override {
    if (query.transport == Transport::tcp) reply.dispatch.tcp_length = bytes_;
  }

 private:
  std::uint16_t bytes_;
};

const Register<TcpLength> tcp_length_entry{
    "tcp-length", "Gives a TCP answer a false length prefix; UDP answers are healthy."};

}  // namespace
}  // namespace tetra::dns
