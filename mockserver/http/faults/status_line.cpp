// http.status-line: another first line than HTTP's.
#include "engine/http/exchange.hpp"

namespace tetra::http {
namespace {

class StatusLine final : public Fault {
 public:
  explicit StatusLine(fault::Params& params)
      : line_(params.bytes(
            "line",
            "the whole line without its end: `HTTP/1.1 abc`, `HTTP/1.1 200`, `ICY 200 OK`")),
        end_(params.bytes("end", "its line end", "\\r\\n")) {}

  void on_response(const Exchange& /*exchange*/, Response& response,
                   const wire::Acted& acted) override {
    response.head_edits.emplace_back([bytes = line_ + end_](std::string& head) {
      constexpr std::string_view line_end = "\r\n";
      head.replace(0, std::min(head.size(), head.find(line_end) + line_end.size()), bytes);
    });
    response.on_head.push_back(acted);
  }

 private:
  std::string line_, end_;
};

const fault::Register<StatusLine> status_line_entry{{
    .layer = "http",
    .name = "status-line",
    .services = every_http_service,
    .summary = "Writes this line in place of the status line; fields and body stay as they were.",
}};

}  // namespace
}  // namespace tetra::http
