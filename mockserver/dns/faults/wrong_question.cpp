// dns.wrong-question: the answer repeats a question that was not asked.
#include "mockserver/dns/dns_fault.hpp"

namespace tetra::dns {
namespace {

class WrongQuestion final : public Fault {
 public:
  explicit WrongQuestion(fault::Params& params)
      : name_(wire_name(
            params.text("name", "the name in the question section", "wrong-question.invalid"))) {
    if (name_.empty())
      params.complain("`name` is not a DNS name", "labels up to 63 bytes, 255 in all");
  }

  void on_query(const Query&, Reply& reply) override {
    if (reply.question.size() < 4) return;
    // The answer's owner names stay those of the name that was asked for.
    reply.question = name_ + reply.question.substr(reply.question.size() - 4);
  }

 private:
  std::string name_;
};

const Register<WrongQuestion> wrong_question_entry{
    "wrong-question",
    "Answers with another name in the question section; a resolver ignores it and waits on."};

}  // namespace
}  // namespace tetra::dns
