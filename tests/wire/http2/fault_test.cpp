// Every HTTP/2 fault, as nghttp2's client side reads the bytes of a connection: with the fault and
// without it.
#include <gtest/gtest.h>
#include <nghttp2/nghttp2.h>

#include "mockserver/http2/serve.hpp"
#include "tests/support/differs.hpp"

namespace tetra::test {
namespace {

/// A server of HTTP/2 without TLS (prior knowledge, RFC 9113 section 3.3), with faults of that
/// layer.
class H2Server final : public Server {
 public:
  H2Server(HttpServer::Answer answer, const std::vector<Line>& faults)
      : Server([this](tcp::Arrival arrival) { return serve(std::move(arrival)); }),
        handler_(std::move(answer)) {
    clockwork_.journal = &journal();
    for (const Line& line : faults) arm(line);
  }
  ~H2Server() override { stop(); }

 private:
  struct Handler final : http::Handler {
    explicit Handler(HttpServer::Answer made) : answer(std::move(made)) {}
    Task<http::Response> handle(const http::Exchange& exchange) override {
      co_return answer(exchange);
    }
    HttpServer::Answer answer;
  };

  void arm(const Line& line) {
    const fault::Catalog::Entry* entry = fault::Catalog::instance().find("update", line.name);
    if (entry == nullptr) throw std::runtime_error("no fault " + line.name);
    auto made = fault::make_fault(*entry, line.value);
    if (!made) throw std::runtime_error(to_string(made.error()));
    auto armed = std::make_shared<fault::Armed>(
        fault::Armed{0, "update", entry->info.id(), std::move(*made), fault::TriggerState({}, 1)});
    if (entry->info.layer == "h2") {
      plan_.add(std::move(armed));
    } else {
      http_plan().add(std::move(armed));
    }
  }

  Task<> serve(tcp::Arrival arrival) {
    http::Serving serving;
    serving.service = "update";
    serving.connection = arrival.number;
    serving.address = arrival.local_address;
    serving.requests = &requests_;
    serving.plan = &http_plan();
    serving.journal = &journal();
    co_await h2::serve(*arrival.connection, handler_, std::move(serving), plan_);
  }

  fault::Clockwork clockwork_;
  fault::Plan<h2::Fault> plan_{clockwork_};
  Handler handler_;
  std::uint64_t requests_ = 0;
};

/// What a client got on one connection with one request.
struct Got {
  bool settings = false;
  std::string status, body;
  bool stream_ended = false;
  std::optional<std::uint32_t> reset, go_away;
  std::int32_t last_stream = -1;
  std::string debug;
  int error = 0;  ///< of nghttp2; 0: all of it was HTTP/2
  std::string bytes;
  End end = End::open;
  std::size_t acted = 0;
};

int on_frame(nghttp2_session* /*session*/, const nghttp2_frame* frame, void* user) {
  Got& got = *static_cast<Got*>(user);
  if (frame->hd.type == NGHTTP2_SETTINGS) got.settings = true;
  if (frame->hd.type == NGHTTP2_RST_STREAM) got.reset = frame->rst_stream.error_code;
  if (frame->hd.type == NGHTTP2_GOAWAY) {
    got.go_away = frame->goaway.error_code;
    got.last_stream = frame->goaway.last_stream_id;
    got.debug.assign(reinterpret_cast<const char*>(frame->goaway.opaque_data),
                     frame->goaway.opaque_data_len);
  }
  if (frame->hd.stream_id == 1 && (frame->hd.flags & NGHTTP2_FLAG_END_STREAM) != 0 &&
      frame->hd.type <= NGHTTP2_HEADERS)
    got.stream_ended = true;
  return 0;
}
int on_header(nghttp2_session* /*session*/, const nghttp2_frame* /*frame*/,
              const std::uint8_t* name, std::size_t name_size, const std::uint8_t* value,
              std::size_t value_size, std::uint8_t /*flags*/, void* user) {
  if (std::string(name, name + name_size) == ":status")
    static_cast<Got*>(user)->status.assign(value, value + value_size);
  return 0;
}
int on_data(nghttp2_session* /*session*/, std::uint8_t /*flags*/, std::int32_t /*stream*/,
            const std::uint8_t* data, std::size_t size, void* user) {
  static_cast<Got*>(user)->body.append(data, data + size);
  return 0;
}

nghttp2_nv pair_of(std::string_view name, std::string_view value) {
  const auto bytes = [](std::string_view text) {
    return reinterpret_cast<std::uint8_t*>(const_cast<char*>(text.data()));
  };
  return {bytes(name), bytes(value), name.size(), value.size(), NGHTTP2_NV_FLAG_NONE};
}

Got fetch(const HttpServer::Answer& answer, const std::vector<Line>& faults,
          std::chrono::milliseconds quiet = std::chrono::milliseconds(300)) {
  H2Server server(answer, faults);
  Got got;
  nghttp2_session_callbacks* callbacks = nullptr;
  nghttp2_session_callbacks_new(&callbacks);
  nghttp2_session_callbacks_set_on_frame_recv_callback(callbacks, on_frame);
  nghttp2_session_callbacks_set_on_header_callback(callbacks, on_header);
  nghttp2_session_callbacks_set_on_data_chunk_recv_callback(callbacks, on_data);
  nghttp2_session* session = nullptr;
  nghttp2_session_client_new(&session, callbacks, &got);
  nghttp2_session_callbacks_del(callbacks);
  nghttp2_submit_settings(session, NGHTTP2_FLAG_NONE, nullptr, 0);
  const nghttp2_nv request[] = {pair_of(":method", "GET"), pair_of(":scheme", "https"),
                                pair_of(":authority", "a.example"), pair_of(":path", "/p?q")};
  nghttp2_submit_request(session, nullptr, request, std::size(request), nullptr, nullptr);

  RawClient client(server.port());
  const std::uint8_t* bytes = nullptr;
  for (ssize_t n = 0; (n = nghttp2_session_mem_send(session, &bytes)) > 0;)
    client.send({reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(n)});
  server.events().wait(faults.empty() ? event::Sent::kind : event::Fault::kind);
  const Heard heard = client.listen(quiet);
  got.bytes = heard.bytes;
  got.end = heard.end;
  const ssize_t read = nghttp2_session_mem_recv(
      session, reinterpret_cast<const std::uint8_t*>(heard.bytes.data()), heard.bytes.size());
  if (read < 0) got.error = static_cast<int>(read);
  nghttp2_session_del(session);
  client.close();
  server.events().wait(event::End::kind);
  got.acted = server.events().count(event::Fault::kind);
  return got;
}

const std::string text = noise(40'000);

Got spoiled(const Line& fault) {
  const Got got = fetch(body_of(text), {fault});
  EXPECT_EQ(got.acted, 1u);
  return got;
}

TEST(H2Healthy, AnswersLikeHttp1) {
  const Got got = fetch(body_of(text), {});
  EXPECT_TRUE(got.settings);
  EXPECT_EQ(got.status, "200");
  EXPECT_TRUE(got.body == text);
  EXPECT_TRUE(got.stream_ended);
  EXPECT_FALSE(got.reset || got.go_away);
  EXPECT_EQ(got.error, 0);
  EXPECT_EQ(got.end, End::open);
  EXPECT_EQ(got.acted, 0u);
}

TEST(H2Healthy, HasTheFaultsOfHttp) {
  const Got got = spoiled(line("status", {{"code", "503"}}));
  EXPECT_EQ(got.status, "503");
  EXPECT_TRUE(got.stream_ended);
}

TEST(H2Healthy, KnowsThePathAndHostOfARequest) {
  const auto echo = [](const http::Exchange& exchange) {
    http::Response response;
    response.body = bytes_of(exchange.request.host + " " + exchange.request.path + " " +
                             exchange.request.query);
    return response;
  };
  EXPECT_EQ(fetch(echo, {}).body, "a.example /p q");
}

TEST(H2Goaway, ComesInPlaceOfTheAnswer) {
  const Got got = spoiled(line("goaway", {{"code", "enhance_your_calm"}, {"debug", "too many"}}));
  EXPECT_EQ(got.go_away, 11u);
  EXPECT_LT(got.last_stream, 1);
  EXPECT_EQ(got.debug, "too many");
  EXPECT_EQ(got.status, "");
  EXPECT_EQ(got.end, End::fin);
}

TEST(H2Goaway, ComesBehindTheAnswer) {
  const Got got = spoiled(line("goaway", {{"answers-first", "true"}, {"then", "stay-open"}}));
  EXPECT_EQ(got.go_away, 0u);
  EXPECT_EQ(got.last_stream, 1);
  EXPECT_TRUE(got.body == text);
  EXPECT_EQ(got.end, End::open);
}

TEST(H2RstStream, ComesInPlaceOfTheAnswer) {
  for (const auto& [written, code] : {std::pair<const char*, std::uint32_t>("internal_error", 2),
                                      {"refused_stream", 7},
                                      {"4711", 4711}}) {
    const Got got = spoiled(line("rst-stream", {{"code", written}}));
    EXPECT_EQ(got.reset, code);
    EXPECT_EQ(got.status, "");
    EXPECT_EQ(got.end, End::open);
  }
}

TEST(H2RstStream, ComesBehindExactlySoManyBytes) {
  for (const std::size_t at :
       {std::size_t{0}, std::size_t{1}, std::size_t{20'000}, std::size_t{39'999}}) {
    const Got got = spoiled(line("rst-stream", {{"at", std::to_string(at)}}));
    EXPECT_EQ(got.status, "200");
    EXPECT_TRUE(got.body == text.substr(0, at)) << got.body.size();
    EXPECT_EQ(got.reset, 2u);
    EXPECT_FALSE(got.stream_ended);
  }
}

TEST(H2NoFrames, AreTheFirstBytesOfTheServer) {
  const Got got = spoiled(line("no-frames", {{"bytes", R"(HTTP/1.1 200 OK\r\n\r\n)"}}));
  EXPECT_EQ(got.bytes, "HTTP/1.1 200 OK\r\n\r\n");
  EXPECT_EQ(got.end, End::fin);
}

TEST(H2NoFrames, MayComeBehindTheSettings) {
  const Got got =
      spoiled(line("no-frames", {{"bytes", "x"}, {"settings-first", "true"}, {"then", "reset"}}));
  EXPECT_TRUE(got.settings);
  EXPECT_TRUE(got.bytes.ends_with("x"));
  EXPECT_EQ(got.end, End::reset);
}

TEST(H2SettingsThenClose, SaysNothingMore) {
  for (const auto& [by, end] :
       {std::pair<const char*, End>("fin", End::fin), {"reset", End::reset}}) {
    const Got got = spoiled(line("settings-then-close", {{"by", by}}));
    EXPECT_TRUE(got.settings);
    EXPECT_EQ(got.status, "");
    EXPECT_FALSE(got.go_away || got.reset);
    EXPECT_EQ(got.end, end);
  }
}

TEST(H2FrameSize, SendsMoreThanIsAllowed) {
  const Got got = spoiled(line("frame-size", {{"length", "20000"}}));
  EXPECT_TRUE(got.settings);
  EXPECT_NE(got.bytes.find(std::string("\x00\x4e\x20\x00\x00\x00\x00\x00\x01", 9)),
            std::string::npos);
  EXPECT_GT(got.bytes.size(), 20'000u);
}

TEST(H2StreamStall, SendsExactlySoManyBytesAndStaysOpen) {
  for (const std::size_t at : {std::size_t{0}, std::size_t{20'000}}) {
    const Got got = spoiled(line("stream-stall", {{"at", std::to_string(at)}}));
    EXPECT_EQ(got.status, "200");
    EXPECT_TRUE(got.body == text.substr(0, at)) << got.body.size();
    EXPECT_FALSE(got.stream_ended || got.reset || got.go_away);
    EXPECT_EQ(got.end, End::open);
  }
}

TEST(H2Bounds, EndsWhenThePeerIsNoHttp2) {
  H2Server server(body_of(text), {});
  RawClient client(server.port());
  client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(client.listen().end, End::fin);
  EXPECT_EQ(server.events().wait(event::End::kind)->get(&event::End::how), "not-http2");
}

}  // namespace
}  // namespace tetra::test
