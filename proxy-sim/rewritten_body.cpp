#include "proxy-sim/rewritten_body.hpp"

#include <algorithm>
#include <memory>

namespace tetra::proxy {
namespace {

constexpr std::size_t most = 1024 * 1024;
using Stream = std::function<Task<wire::IoResult>(asio::mutable_buffer)>;

// Reads the origin to its end before it gives out the first byte.
class Rewriting {
 public:
  Rewriting(Stream origin, std::function<std::string(std::string)> edit)
      : origin_(std::move(origin)), edit_(std::move(edit)) {}

  Task<wire::IoResult> read_some(asio::mutable_buffer into) {
    wire::IoResult result;
    if (!read_) result.ec = co_await read_all();
    if (result.ec) co_return result;
    result.bytes = std::min(into.size(), text_.size() - at_);
    std::copy_n(text_.data() + at_, result.bytes, static_cast<char*>(into.data()));
    at_ += result.bytes;
    if (result.bytes > 0) co_return result;
    if (!whole_) co_return co_await origin_(into);
    result.ec = asio::error::eof;
    co_return result;
  }

 private:
  Task<error_code> read_all() {
    read_ = true;
    error_code ec;
    while (!ec && text_.size() <= most) {
      const std::size_t kept = text_.size();
      text_.resize(kept + 16 * 1024);
      const wire::IoResult got =
          co_await origin_(asio::buffer(text_.data() + kept, text_.size() - kept));
      text_.resize(kept + got.bytes);
      ec = got.ec;
    }
    whole_ = ec == asio::error::eof;
    if (whole_) text_ = edit_(std::move(text_));
    co_return whole_ ? error_code() : ec;
  }

  Stream origin_;
  std::function<std::string(std::string)> edit_;
  std::string text_;
  std::size_t at_ = 0;
  bool read_ = false;
  bool whole_ = false;
};

}  // namespace

void rewrite_body(http::Response& response, std::function<std::string(std::string)> edit) {
  if (response.body) response.body = bytes_of(edit(read_all(*response.body)));
  if (!response.stream) return;
  const auto rewriting = std::make_shared<Rewriting>(std::move(response.stream), std::move(edit));
  response.stream = [rewriting](asio::mutable_buffer into) { return rewriting->read_some(into); };
  response.content_length.reset();
  response.framing = http::Response::Framing::chunked;
}

}  // namespace tetra::proxy
