#include "proxy-sim/origin_reader.hpp"

#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/parser.hpp>

namespace tetra::proxy {

namespace beast = boost::beast;
using Parser = beast::http::response_parser<beast::http::buffer_body>;

namespace {
constexpr std::size_t most_read = 16 * 1024;
constexpr std::uint32_t most_head = 64 * 1024;
constexpr int most_interim = 16;

std::string copy(beast::string_view text) {
  return {text.data(), text.size()};
}
}  // namespace

struct OriginReader::Parsing {
  std::optional<Parser> parser;
  void begin(bool head_only) {
    parser.emplace();
    parser->header_limit(most_head);
    parser->body_limit(boost::none);
    parser->skip(head_only);
  }
};

OriginReader::OriginReader(wire::ConnectionPtr origin)
    : origin_(std::move(origin)), parsing_(std::make_unique<Parsing>()) {}
OriginReader::~OriginReader() = default;

int OriginReader::status() const {
  return parsing_->parser->get().result_int();
}
std::string OriginReader::reason() const {
  return copy(parsing_->parser->get().reason());
}

http::Fields OriginReader::fields() const {
  http::Fields all;
  for (const auto& field : parsing_->parser->get())
    all.add(copy(field.name_string()), copy(field.value()));
  return all;
}

std::optional<std::uint64_t> OriginReader::length() const {
  const auto said = parsing_->parser->content_length();
  return said ? std::optional<std::uint64_t>(*said) : std::nullopt;
}

Task<error_code> OriginReader::fill() {
  const std::size_t kept = buffer_.size();
  buffer_.resize(kept + most_read);
  const wire::IoResult got =
      co_await origin_->read_some(asio::buffer(buffer_.data() + kept, most_read));
  buffer_.resize(kept + got.bytes);
  co_return got.ec;
}

Task<error_code> OriginReader::exchange(std::string request, bool head_only) {
  const wire::IoResult sent = co_await origin_->write(asio::buffer(request));
  if (sent.ec) co_return sent.ec;
  for (int interim = 0; interim < most_interim; ++interim) {
    parsing_->begin(head_only);
    Parser& parser = *parsing_->parser;
    while (!parser.is_header_done()) {
      error_code ec;
      const std::size_t used = buffer_.empty() ? 0 : parser.put(asio::buffer(buffer_), ec);
      buffer_.erase(0, used);
      if (ec && ec != beast::http::error::need_more) co_return ec;
      if (parser.is_header_done()) break;
      ec = co_await fill();
      if (ec) co_return ec;
    }
    if (status() / 100 != 1) co_return error_code();
  }
  co_return error_code(asio::error::invalid_argument);
}

Task<wire::IoResult> OriginReader::read_some(asio::mutable_buffer into) {
  Parser& parser = *parsing_->parser;
  auto& body = parser.get().body();
  body.data = into.data();
  body.size = into.size();
  body.more = true;
  error_code ec;
  while (body.size == into.size() && !parser.is_done()) {
    const std::size_t used = buffer_.empty() ? 0 : parser.put(asio::buffer(buffer_), ec);
    buffer_.erase(0, used);
    if (ec == beast::http::error::need_buffer) break;
    if (ec && ec != beast::http::error::need_more) co_return wire::IoResult{ec, 0};
    if (body.size != into.size() || parser.is_done()) break;
    if (used > 0 && !buffer_.empty()) continue;  // the framing of a chunk, and data behind it
    ec = co_await fill();
    if (ec != asio::error::eof) {
      if (ec) co_return wire::IoResult{ec, 0};
      continue;
    }
    parser.put_eof(ec);  // the end of a body without a length; of any other, an error
    if (ec) co_return wire::IoResult{ec, 0};
  }
  const std::size_t got = into.size() - body.size;
  co_return wire::IoResult{got == 0 ? error_code(asio::error::eof) : error_code(), got};
}

}  // namespace tetra::proxy
