// http.chunks: the body comes in chunks, rightly or wrongly framed.
#include "engine/http/chunked.hpp"
#include "engine/http/exchange.hpp"

namespace tetra::http {
namespace {

class Chunks final : public Fault {
 public:
  explicit Chunks(fault::Params& params) {
    form_.size = params.size("size", "data in each chunk", "16KiB").bytes;
    form_.extension =
        params.bytes("extension", "text behind every size, such as `;name=value`", "");
    form_.spoiled = static_cast<std::uint64_t>(params.integer(
        "chunk", "the chunk that `size-text` and `data-end` are about", 1, 1ll << 40, 1));
    form_.size_text = params.maybe_bytes(
        "size-text", "in place of that chunk's size: `zz`, `100000000000000000000`");
    form_.data_end =
        params.maybe_bytes("data-end", "in place of the CRLF behind that chunk's data");
    form_.end = params.bytes(
        "end",
        "last chunk, trailer fields and empty line; empty: none of them, the connection just ends",
        "0\\r\\n\\r\\n");
    if (form_.size == 0) params.complain("`size` is 0", "a chunk without data is the last one");
    honest_ = form_.end.starts_with("0\r\n") && form_.end.ends_with("\r\n\r\n");
  }

  void on_response(const Exchange& exchange, Response& response,
                   const wire::Acted& acted) override {
    if (!response.body || exchange.request.method == "HEAD") return;
    const bool spoils = form_.size_text || form_.data_end;
    const ChunkedBody made = chunked(response.body, form_);
    if (spoils && !made.spoiled_at) return;
    response.body = made.bytes;
    response.framing = Response::Framing::length;
    response.hide_length = true;
    response.fields.erase("Content-Length");
    response.fields.set("Transfer-Encoding", "chunked");
    response.stays_open = honest_ && !spoils && response.keep_alive;
    if (!spoils && honest_) return response.on_head.push_back(acted);
    Position met;  // the spoiled bytes, else where the last chunk should be
    met.bytes = made.spoiled_at.value_or(made.bytes->size().value_or(0));
    response.delivery.pauses.push_back(wire::Delivery::Pause{met, Duration::zero(), acted});
  }

 private:
  ChunkForm form_;
  bool honest_ = true;
};

const fault::Register<Chunks> chunks_entry{{
    .layer = "http",
    .name = "chunks",
    .services = every_http_service,
    .summary = "Sends the body in chunks in place of a Content-Length; sizes, line ends, the last "
               "chunk and trailers can be wrong.",
}};

}  // namespace
}  // namespace tetra::http
