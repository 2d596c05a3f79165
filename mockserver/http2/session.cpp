#include "mockserver/http2/session.hpp"

#include <algorithm>
#include <stdexcept>

#include "engine/base/text.hpp"

namespace tetra::h2 {
namespace {

constexpr std::size_t most_fields = 64 * 1024;
constexpr std::size_t most_body = 1024 * 1024;
constexpr std::uint32_t most_streams = 100;

std::string_view view(const std::uint8_t* bytes, std::size_t size) {
  return {reinterpret_cast<const char*>(bytes), size};
}

nghttp2_nv pair_of(std::string& name, std::string& value) {
  return {reinterpret_cast<std::uint8_t*>(name.data()),
          reinterpret_cast<std::uint8_t*>(value.data()), name.size(), value.size(),
          NGHTTP2_NV_FLAG_NONE};
}

// RFC 9113 section 8.2.2: what only means something to HTTP/1.
bool is_of_the_connection(std::string_view name) {
  constexpr std::string_view all[] = {"connection", "keep-alive", "proxy-connection",
                                      "transfer-encoding", "upgrade"};
  return std::find(std::begin(all), std::end(all), name) != std::end(all);
}

void take_target(http::Request& request, std::string_view value) {
  request.target = value;
  const auto question = value.find('?');
  request.path = value.substr(0, question);
  if (question != std::string_view::npos) request.query = value.substr(question + 1);
}

void take_authority(http::Request& request, std::string_view value) {
  const auto colon = value.rfind(':');
  request.host = text::lower(value.substr(0, colon));
  if (colon != std::string_view::npos) request.port = value.substr(colon + 1);
}

}  // namespace

// What nghttp2 calls.
struct Session::Callbacks {
  static Session& of(void* user) { return *static_cast<Session*>(user); }

  static int on_begin(nghttp2_session* /*session*/, const nghttp2_frame* frame, void* user) {
    if (frame->headers.cat == NGHTTP2_HCAT_REQUEST)
      of(user).streams_[frame->hd.stream_id].request.version = 20;
    return 0;
  }
  static int on_header(nghttp2_session* /*session*/, const nghttp2_frame* frame,
                       const std::uint8_t* name, std::size_t name_size, const std::uint8_t* value,
                       std::size_t value_size, std::uint8_t /*flags*/, void* user) {
    const auto found = of(user).streams_.find(frame->hd.stream_id);
    if (found == of(user).streams_.end()) return 0;
    Stream& stream = found->second;
    stream.field_bytes += name_size + value_size;
    if (stream.field_bytes > most_fields) return NGHTTP2_ERR_TEMPORAL_CALLBACK_FAILURE;
    const std::string_view field = view(name, name_size);
    const std::string_view text = view(value, value_size);
    http::Request& request = stream.request;
    if (field == ":method") request.method = text;
    if (field == ":path") take_target(request, text);
    if (field == ":authority") take_authority(request, text);
    if (!field.starts_with(':')) request.fields.add(std::string(field), std::string(text));
    return 0;
  }
  static int on_data(nghttp2_session* session, std::uint8_t /*flags*/, std::int32_t id,
                     const std::uint8_t* data, std::size_t size, void* user) {
    const auto found = of(user).streams_.find(id);
    if (found == of(user).streams_.end()) return 0;
    std::string& body = found->second.request.body;
    if (body.size() + size > most_body)
      return nghttp2_submit_rst_stream(session, NGHTTP2_FLAG_NONE, id, NGHTTP2_CANCEL);
    body.append(view(data, size));
    return 0;
  }
  static int on_frame(nghttp2_session* /*session*/, const nghttp2_frame* frame, void* user) {
    const bool may_end = frame->hd.type == NGHTTP2_HEADERS || frame->hd.type == NGHTTP2_DATA;
    const bool known = of(user).streams_.count(frame->hd.stream_id) > 0;
    if (may_end && known && (frame->hd.flags & NGHTTP2_FLAG_END_STREAM) != 0)
      of(user).ready_.push_back(frame->hd.stream_id);
    return 0;
  }
  static int on_close(nghttp2_session* /*session*/, std::int32_t id, std::uint32_t code,
                      void* user) {
    const auto found = of(user).streams_.find(id);
    if (found == of(user).streams_.end()) return 0;
    if (found->second.answered)
      of(user).closed_.push_back(Closed{id, found->second.offset, code == NGHTTP2_NO_ERROR});
    std::erase(of(user).ready_, id);
    of(user).streams_.erase(found);
    return 0;
  }
  static ssize_t read_body(nghttp2_session* /*session*/, std::int32_t id, std::uint8_t* into,
                           std::size_t most, std::uint32_t* flags, nghttp2_data_source* /*source*/,
                           void* user) {
    const auto found = of(user).streams_.find(id);
    if (found == of(user).streams_.end()) return NGHTTP2_ERR_TEMPORAL_CALLBACK_FAILURE;
    Stream& stream = found->second;
    const std::uint64_t size = stream.body->size().value_or(0);
    const std::uint64_t end = std::min(size, stream.hold_at.value_or(size));
    if (stream.hold_at && stream.offset == end) {
      of(user).held_.push_back(id);
      return NGHTTP2_ERR_DEFERRED;
    }
    const auto wanted =
        static_cast<std::size_t>(std::min<std::uint64_t>(most, end - stream.offset));
    const std::size_t n =
        stream.body->read(stream.offset, std::span(reinterpret_cast<char*>(into), wanted));
    stream.offset += n;
    if (stream.offset == size && !stream.hold_at) *flags |= NGHTTP2_DATA_FLAG_EOF;
    return static_cast<ssize_t>(n);
  }
};

Session::Session() {
  nghttp2_session_callbacks* made = nullptr;
  if (nghttp2_session_callbacks_new(&made) != 0) throw std::bad_alloc();
  const std::unique_ptr<nghttp2_session_callbacks, decltype(&nghttp2_session_callbacks_del)>
      callbacks(made, nghttp2_session_callbacks_del);
  nghttp2_session_callbacks_set_on_begin_headers_callback(made, Callbacks::on_begin);
  nghttp2_session_callbacks_set_on_header_callback(made, Callbacks::on_header);
  nghttp2_session_callbacks_set_on_data_chunk_recv_callback(made, Callbacks::on_data);
  nghttp2_session_callbacks_set_on_frame_recv_callback(made, Callbacks::on_frame);
  nghttp2_session_callbacks_set_on_stream_close_callback(made, Callbacks::on_close);
  nghttp2_session* session = nullptr;
  if (nghttp2_session_server_new(&session, made, this) != 0) throw std::bad_alloc();
  session_.reset(session);
  const nghttp2_settings_entry settings[] = {
      {NGHTTP2_SETTINGS_MAX_CONCURRENT_STREAMS, most_streams}};
  nghttp2_submit_settings(session, NGHTTP2_FLAG_NONE, settings, std::size(settings));
}

bool Session::receive(std::string_view bytes) {
  return nghttp2_session_mem_recv(session_.get(),
                                  reinterpret_cast<const std::uint8_t*>(bytes.data()),
                                  bytes.size()) == static_cast<ssize_t>(bytes.size());
}

std::string_view Session::output() {
  const std::uint8_t* bytes = nullptr;
  const ssize_t size = nghttp2_session_mem_send(session_.get(), &bytes);
  return size <= 0 ? std::string_view() : view(bytes, static_cast<std::size_t>(size));
}

std::optional<Session::Asked> Session::next_request() {
  if (ready_.empty()) return std::nullopt;
  const std::int32_t id = ready_.front();
  ready_.pop_front();
  return Asked{id, std::move(streams_.at(id).request)};
}

void Session::answer(std::int32_t id, const http::Response& response, bool head_only,
                     std::optional<std::uint64_t> hold_at) {
  const auto found = streams_.find(id);
  if (found == streams_.end()) return;
  Stream& stream = found->second;
  stream.answered = true;
  stream.body = response.body;
  stream.hold_at = hold_at;
  std::vector<std::pair<std::string, std::string>> fields{
      {":status", std::to_string(response.status)}};
  for (const http::Field& field : response.fields.all()) {
    std::string name = text::lower(field.name);
    if (!is_of_the_connection(name) && name != "content-length")
      fields.emplace_back(std::move(name), field.value);
  }
  const bool has_body =
      response.body && !head_only && response.status != 204 && response.status != 304;
  fields.emplace_back("content-length",
                      response.content_length.value_or(
                          std::to_string(response.body ? response.body->size().value_or(0) : 0)));
  std::vector<nghttp2_nv> pairs;
  for (auto& [name, value] : fields) pairs.push_back(pair_of(name, value));
  nghttp2_data_provider body{};
  body.read_callback = Callbacks::read_body;
  nghttp2_submit_response(session_.get(), id, pairs.data(), pairs.size(),
                          has_body ? &body : nullptr);
}

void Session::reset(std::int32_t stream, std::uint32_t code) {
  nghttp2_submit_rst_stream(session_.get(), NGHTTP2_FLAG_NONE, stream, code);
}

void Session::go_away(std::int32_t last, std::uint32_t code, std::string_view debug) {
  nghttp2_submit_goaway(session_.get(), NGHTTP2_FLAG_NONE, last, code,
                        reinterpret_cast<const std::uint8_t*>(debug.data()), debug.size());
}

std::optional<std::int32_t> Session::next_held() {
  if (held_.empty()) return std::nullopt;
  const std::int32_t id = held_.front();
  held_.pop_front();
  return id;
}

std::optional<Session::Closed> Session::next_closed() {
  if (closed_.empty()) return std::nullopt;
  const Closed closed = closed_.front();
  closed_.pop_front();
  return closed;
}

}  // namespace tetra::h2
