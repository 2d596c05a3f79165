// http.head-line: lines among the header fields that may be none.
#include "engine/base/escapes.hpp"
#include "engine/http/exchange.hpp"

namespace tetra::http {
namespace {

class HeadLine final : public Fault {
 public:
  explicit HeadLine(fault::Params& params)
      : lines_(params.texts("lines", "the lines without their ends; escapes as in `bytes`")),
        at_(params.one_of<At>("at", "where", {{"first", At::first}, {"last", At::last}}, "last")),
        end_(params.bytes("end", "the end of each of them", "\\r\\n")) {
    for (std::string& line : lines_) {
      if (const auto bytes = text::unescape(line)) {
        line = *bytes;
      } else {
        params.complain("a line has a backslash with nothing known behind it",
                        "known: \\r \\n \\t \\0 \\\\ and \\xNN");
      }
    }
  }

  void on_response(const Exchange& /*exchange*/, Response& response,
                   const wire::Acted& acted) override {
    if (lines_.empty()) return;
    response.head_edits.emplace_back([this](std::string& head) {
      constexpr std::string_view line_end = "\r\n";
      std::string bytes;
      for (const std::string& line : lines_) bytes += line + end_;
      const auto first = head.find(line_end);
      if (first == std::string::npos) return;
      head.insert(at_ == At::first ? first + line_end.size() : head.size() - line_end.size(),
                  bytes);
    });
    response.on_head.push_back(acted);
  }

 private:
  enum class At { first, last };
  std::vector<std::string> lines_;
  At at_;
  std::string end_;
};

const fault::Register<HeadLine> head_line_entry{{
    .layer = "http",
    .name = "head-line",
    .services = every_http_service,
    .summary = "Adds these lines to the head as they are: without a colon, with a zero byte, "
               "folded, or a second Content-Length.",
}};

}  // namespace
}  // namespace tetra::http
