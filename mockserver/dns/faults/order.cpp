// dns.order: the addresses come in another order.
#include <algorithm>

#include "mockserver/dns/dns_fault.hpp"

namespace tetra::dns {
namespace {

enum class By { rotate, reverse };

class Order final : public Fault {
 public:
  explicit Order(fault::Params& params)
      : by_(params.one_of<By>("by", "how they are turned",
                              {{"rotate", By::rotate}, {"reverse", By::reverse}}, "rotate")) {}

  void on_query(const Query& query, Reply& reply) override {
    const auto asked_for = [&](const Record& record) { return record.type == query.type_word; };
    const auto first = std::find_if(reply.answer.begin(), reply.answer.end(), asked_for);
    const auto last = std::find_if_not(first, reply.answer.end(), asked_for);
    if (first == last) return;
    if (by_ == By::reverse) {
      std::reverse(first, last);
      return;
    }
    // Once further with every answer that it turns.
    ++turns_;
    std::rotate(
        first,
        first + static_cast<std::ptrdiff_t>(turns_ % static_cast<std::uint64_t>(last - first)),
        last);
  }

 private:
  By by_;
  std::uint64_t turns_ = 0;
};

const Register<Order> order_entry{
    "order", "Answers with the records of the type asked for in another order."};

}  // namespace
}  // namespace tetra::dns
