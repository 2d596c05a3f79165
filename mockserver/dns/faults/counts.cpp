// dns.counts: the header counts other records than there are.
#include <array>

#include "mockserver/dns/dns_fault.hpp"

namespace tetra::dns {
namespace {

constexpr std::array<std::string_view, 4> names{"question", "answer", "authority", "additional"};

class Counts final : public Fault {
 public:
  explicit Counts(fault::Params& params) {
    for (std::size_t i = 0; i < counts_.size(); ++i) {
      counts_[i] = params.maybe_integer(
          names[i], "the number that the header gives for that section", 0, 0xFFFF);
      given_ = given_ || counts_[i];
    }
    if (!given_) params.complain("no count is given", "for example `counts: {answer: 9}`");
  }

  void on_query(const Query&, Reply& reply) override {
    reply.edits.push_back([counts = counts_](std::string& bytes) {
      if (bytes.size() < header_size) return;
      for (std::size_t i = 0; i < counts.size(); ++i) {
        if (counts[i]) put16(bytes, 4 + 2 * i, static_cast<std::uint16_t>(*counts[i]));
      }
    });
  }

 private:
  std::array<std::optional<std::int64_t>, 4> counts_;
  bool given_ = false;
};

const Register<Counts> counts_entry{"counts",
                                    "Puts false numbers of questions and records into the header."};

}  // namespace
}  // namespace tetra::dns
