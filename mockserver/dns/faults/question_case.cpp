// dns.question-case: the answer does not keep the spelling of the name.
#include "mockserver/dns/dns_fault.hpp"

namespace tetra::dns {
namespace {

class QuestionCase final : public Fault {
 public:
  explicit QuestionCase(fault::Params& params)
      : upper_(params.one_of<bool>("to", "the case in which it comes back",
                                   {{"lower", false}, {"upper", true}}, "lower")) {}

  void on_query(const Query&, Reply& reply) override {
    const std::size_t name = reply.question.size() < 4 ? 0 : reply.question.size() - 4;
    for (std::size_t i = 0; i < name; ++i) reply.question[i] = turned(reply.question[i]);
  }

 private:
  // Length bytes are below the letters, so they stay what they are.
  char turned(char c) const {
    if (upper_) return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }

  bool upper_;
};

const Register<QuestionCase> question_case_entry{
    "question-case",
    "Answers with the question in lower or upper case, which fails "
    "a resolver that checks the spelling (0x20)."};

}  // namespace
}  // namespace tetra::dns
