#pragma once
#include <nghttp2/nghttp2.h>

#include <deque>
#include <map>
#include <memory>
#include <optional>

#include "engine/http/message.hpp"

namespace tetra::h2 {

/// A server's side of one HTTP/2 connection as bytes in and bytes out; knows no sockets. Bounded:
/// 100 streams, 64 KiB of fields and 1 MiB of body a request.
class Session {
 public:
  struct Asked {
    std::int32_t stream = 0;
    http::Request request;
  };
  /// A stream that is over: how much of its body was sent, and whether that was all.
  struct Closed {
    std::int32_t stream = 0;
    std::uint64_t bytes = 0;
    bool complete = false;
  };

  Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  /// Takes what came. False: that was no HTTP/2; what is left to be said is in the output.
  bool receive(std::string_view bytes);
  /// The next frames to be sent, as flow control allows; empty when there are none. Valid until the
  /// next call.
  std::string_view output();
  std::optional<Asked> next_request();
  /// Status, fields and body of the response; no DATA beyond `hold_at`.
  void answer(std::int32_t stream, const http::Response& response, bool head_only,
              std::optional<std::uint64_t> hold_at);
  void reset(std::int32_t stream, std::uint32_t code);
  /// No stream behind `last` will be answered.
  void go_away(std::int32_t last, std::uint32_t code, std::string_view debug);
  /// A stream that has come to its `hold_at`, once.
  std::optional<std::int32_t> next_held();
  std::optional<Closed> next_closed();

 private:
  struct Stream {
    http::Request request;
    std::size_t field_bytes = 0;
    BytesPtr body;
    std::uint64_t offset = 0;
    std::optional<std::uint64_t> hold_at;
    bool answered = false;
  };
  struct Callbacks;

  std::unique_ptr<nghttp2_session, decltype(&nghttp2_session_del)> session_{nullptr,
                                                                            nghttp2_session_del};
  std::map<std::int32_t, Stream> streams_;
  std::deque<std::int32_t> ready_, held_;
  std::deque<Closed> closed_;
};

}  // namespace tetra::h2
