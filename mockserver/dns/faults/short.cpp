// dns.short: the datagram ends in the middle of the message.
#include <algorithm>

#include "mockserver/dns/dns_fault.hpp"

namespace tetra::dns {
namespace {

class Short final : public Fault {
 public:
  explicit Short(fault::Params& params)
      : bytes_(params.size("bytes", "how many are sent; a header has 12", "6").bytes) {}

  void on_query(const Query&, Reply& reply) override {
    reply.edits.push_back([most = bytes_](std::string& bytes) {
      bytes.resize(std::min<std::size_t>(bytes.size(), most));
    });
  }

 private:
  std::uint64_t bytes_;
};

const Register<Short> short_entry{"short", "Sends only the first bytes of the answer."};

}  // namespace
}  // namespace tetra::dns
