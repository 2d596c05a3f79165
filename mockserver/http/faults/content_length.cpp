// http.content-length: what the head says of the length is not what comes.
#include "engine/http/exchange.hpp"

namespace tetra::http {
namespace {

class ContentLength final : public Fault {
 public:
  explicit ContentLength(fault::Params& params)
      : value_(params.maybe_bytes("value",
                                  "the field's text; left out as well as `by`: no such field")),
        by_(params.maybe_integer("by", "how many bytes more than come, or less with a minus",
                                 -(1ll << 40), 1ll << 40)),
        keep_open_(params.flag("keep-open", "leave the connection open behind the body", false)) {
    if (value_ && by_) params.complain("`value` and `by` together", "give one of them, or none");
  }

  void on_response(const Exchange& /*exchange*/, Response& response,
                   const wire::Acted& acted) override {
    const std::uint64_t length = response.body ? response.body->size().value_or(0) : 0;
    if (by_) {
      const std::int64_t said = static_cast<std::int64_t>(length) + *by_;
      if (*by_ == 0 || said < 0) return;
      response.content_length = std::to_string(said);
    } else if (value_) {
      if (*value_ == std::to_string(length)) return;
      response.content_length = *value_;
    } else {
      response.fields.erase("Content-Length");
      response.hide_length = true;
    }
    response.stays_open = keep_open_;
    response.on_head.push_back(acted);
  }

 private:
  std::optional<std::string> value_;
  std::optional<std::int64_t> by_;
  bool keep_open_;
};

const fault::Register<ContentLength> content_length_entry{{
    .layer = "http",
    .name = "content-length",
    .services = every_http_service,
    .summary = "Lies about the length of the body: more, less, a text that is no number, or "
               "nothing; then the connection ends, unless told otherwise.",
}};

}  // namespace
}  // namespace tetra::http
