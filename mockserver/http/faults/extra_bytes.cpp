// http.extra-bytes: more comes than the head promised.
#include "engine/http/exchange.hpp"

namespace tetra::http {
namespace {

class ExtraBytes final : public Fault {
 public:
  explicit ExtraBytes(fault::Params& params)
      : bytes_(params.bytes("bytes", "what comes behind the body", "extra bytes\\r\\n")),
        times_(params.integer("repeat", "how many times", 1, 100000, 1)),
        keep_open_(params.flag("keep-open",
                               "leave the connection open: the next answer then begins with them",
                               false)) {}

  void on_response(const Exchange& exchange, Response& response,
                   const wire::Acted& acted) override {
    if (!response.body || bytes_.empty() || exchange.request.method == "HEAD") return;
    const std::uint64_t length = response.body->size().value_or(0);
    if (!response.content_length) response.content_length = std::to_string(length);
    std::vector<BytesPtr> parts(static_cast<std::size_t>(times_), bytes_of(bytes_));
    parts.insert(parts.begin(), response.body);
    response.body = concat(std::move(parts));
    response.stays_open = keep_open_;
    // A peer may leave once it has what it was promised.
    Position behind;
    behind.bytes = length + 1;
    response.delivery.pauses.push_back(wire::Delivery::Pause{behind, Duration::zero(), acted});
  }

 private:
  std::string bytes_;
  std::int64_t times_;
  bool keep_open_;
};

const fault::Register<ExtraBytes> extra_bytes_entry{{
    .layer = "http",
    .name = "extra-bytes",
    .services = every_http_service,
    .summary = "Sends bytes behind the body that Content-Length does not count.",
}};

}  // namespace
}  // namespace tetra::http
