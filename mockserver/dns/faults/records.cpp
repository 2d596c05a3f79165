// dns.records: the answer holds records of the scenario's own.
#include "mockserver/dns/dns_fault.hpp"

namespace tetra::dns {
namespace {

class Records final : public Fault {
 public:
  explicit Records(fault::Params& params)
      : add_(params.flag("add", "keep the healthy records in front of them", false)),
        answer_(read(params, "answer")),
        authority_(read(params, "authority")),
        additional_(read(params, "additional")) {
    if (answer_.empty() && authority_.empty() && additional_.empty())
      params.complain("no record is given", "for example `records: {answer: [a. 5 A 192.0.2.1]}`");
  }

  void on_query(const Query&, Reply& reply) override {
    apply(answer_, reply.answer);
    apply(authority_, reply.authority);
    apply(additional_, reply.additional);
    if (!add_ && !answer_.empty()) reply.rcode = noerror;
  }

 private:
  static std::vector<Record> read(fault::Params& params, std::string_view section) {
    std::vector<Record> records;
    for (const std::string& line :
         params.texts_or_none(section, "records of the section, as in a zone file")) {
      Record record;
      if (!parse_record(line, record))
        params.complain("`" + line + "` is not a DNS record", "write `name. ttl type data`");
      records.push_back(record);
    }
    return records;
  }
  void apply(const std::vector<Record>& ours, std::vector<Record>& section) const {
    if (ours.empty()) return;
    if (!add_) section.clear();
    section.insert(section.end(), ours.begin(), ours.end());
  }

  bool add_;
  std::vector<Record> answer_, authority_, additional_;
};

const Register<Records> records_entry{
    "records",
    "Replaces a section, or adds to it, with records written as in a "
    "zone file: `[\"other.example. 60 A 192.0.2.1\"]`."};

}  // namespace
}  // namespace tetra::dns
