// dns.trailing: bytes follow that belong to no record.
#include "mockserver/dns/dns_fault.hpp"

namespace tetra::dns {
namespace {

class Trailing final : public Fault {
 public:
  explicit Trailing(fault::Params& params)
      : bytes_(static_cast<std::size_t>(params.integer("bytes", "how many follow", 1, 16384, 16))) {
  }

  void on_query(const Query&, Reply& reply) override {
    reply.edits.push_back([more = bytes_](std::string& bytes) { bytes.append(more, '\0'); });
  }

 private:
  std::size_t bytes_;
};

const Register<Trailing> trailing_entry{"trailing",
                                        "Sends zero bytes behind the end of the message."};

}  // namespace
}  // namespace tetra::dns
