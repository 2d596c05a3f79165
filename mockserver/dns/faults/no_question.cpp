// dns.no-question: the answer does not say what it answers.
#include "mockserver/dns/dns_fault.hpp"

namespace tetra::dns {
namespace {

class NoQuestion final : public Fault {
 public:
  explicit NoQuestion(fault::Params&) {}

  void on_query(const Query&, Reply& reply) override { reply.question.clear(); }
};

const Register<NoQuestion> no_question_entry{"no-question", "Answers without a question section."};

}  // namespace
}  // namespace tetra::dns
