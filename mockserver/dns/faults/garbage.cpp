// dns.garbage: the answer is not a DNS message.
#include <random>

#include "mockserver/dns/dns_fault.hpp"

namespace tetra::dns {
namespace {

class Garbage final : public Fault {
 public:
  explicit Garbage(fault::Params& params)
      : bytes_(static_cast<std::size_t>(params.integer("bytes", "how many", 0, 16384, 64))),
        keep_id_(params.flag("keep-id", "begin with the query's id", false)) {}

  void on_query(const Query& query, Reply& reply) override {
    std::mt19937 random(static_cast<std::uint32_t>(query.number));
    std::string noise(bytes_, '\0');
    for (char& byte : noise) byte = static_cast<char>(random() & 0xFF);
    if (keep_id_ && bytes_ >= 2) put16(noise, 0, query.id);
    reply.edits.push_back([noise](std::string& bytes) { bytes = noise; });
  }

 private:
  std::size_t bytes_;
  bool keep_id_;
};

const Register<Garbage> garbage_entry{
    "garbage", "Sends random bytes, the same in every run; the id may be right."};

}  // namespace
}  // namespace tetra::dns
