// http.range: a part is asked for, and something else comes.
#include "engine/http/exchange.hpp"

namespace tetra::http {
namespace {

class Range final : public Fault {
 public:
  explicit Range(fault::Params& params)
      : answer_(params.word(
            "answer", "what comes",
            {"whole", "elsewhere", "unlabelled", "wrong-total", "refused", "multipart"}, "whole")),
        from_(params.size("from", "where the part of `elsewhere` begins", "0")),
        total_(
            params.text("total", "what `wrong-total` and `refused` say the whole is long", "1")) {}

  void on_request(Request& understood, const wire::Acted& /*acted*/) override {
    if (answer_ == "whole") understood.fields.erase("Range");
    if (answer_ == "elsewhere" && understood.fields.find("Range"))
      understood.fields.set("Range", "bytes=" + std::to_string(from_.bytes) + "-");
  }

  void on_response(const Exchange& exchange, Response& response,
                   const wire::Acted& acted) override {
    if (!exchange.request.fields.find("Range") || response.status / 100 != 2) return;
    const std::string label(response.fields.find("Content-Range").value_or(""));
    if (answer_ != "whole" && label.empty()) return;
    if (answer_ == "wrong-total")
      response.fields.set("Content-Range", label.substr(0, label.find('/') + 1) + total_);
    if (answer_ == "multipart") {  // RFC 9110 section 14.6
      const std::string head = "--part\r\nContent-Range: " + label + "\r\n\r\n";
      response.body = concat({bytes_of(head), response.body, bytes_of("\r\n--part--\r\n")});
      response.fields.set("Content-Type", "multipart/byteranges; boundary=part");
    }
    if (answer_ == "unlabelled" || answer_ == "multipart") response.fields.erase("Content-Range");
    if (answer_ == "refused") {
      response = text_response(416, "The scenario has no such part.\n");
      response.fields.add("Content-Range", "bytes */" + total_);
    }
    response.on_head.push_back(acted);
  }

 private:
  std::string answer_;
  ByteSize from_;
  std::string total_;
};

const fault::Register<Range> range_entry{{
    .layer = "http",
    .name = "range",
    .services = every_http_service,
    .summary = "Answers a request for a part wrongly: with everything, with another part, without "
               "or with a wrong Content-Range, with 416, or in multipart.",
}};

}  // namespace
}  // namespace tetra::http
