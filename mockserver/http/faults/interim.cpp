// http.interim: answers that are none come before the answer.
#include "engine/http/exchange.hpp"

namespace tetra::http {
namespace {

class Interim final : public Fault {
 public:
  explicit Interim(fault::Params& params)
      : code_(static_cast<int>(params.integer("code", "the interim status", 100, 199, 103))),
        headers_(params.pairs("headers", "its header fields")),
        repeat_(params.integer("repeat", "how many of them", 1, 10000, 1)) {}

  void on_response(const Exchange& /*exchange*/, Response& response,
                   const wire::Acted& acted) override {
    Response interim;
    interim.status = code_;
    for (const auto& [name, value] : headers_) interim.fields.add(name, value);
    response.head_edits.emplace_back(
        [one = head_of(interim, false), count = repeat_](std::string& head) {
          std::string all;
          for (std::int64_t i = 0; i < count; ++i) all += one;
          head.insert(0, all);
        });
    response.on_head.push_back(acted);
  }

 private:
  int code_;
  std::vector<std::pair<std::string, std::string>> headers_;
  std::int64_t repeat_;
};

const fault::Register<Interim> interim_entry{{
    .layer = "http",
    .name = "interim",
    .services = every_http_service,
    .summary =
        "Sends interim answers (100, 103, or 101 that nobody asked for) before the final one.",
}};

}  // namespace
}  // namespace tetra::http
