#pragma once
#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/byte_source.hpp"
#include "engine/base/header_field.hpp"
#include "engine/wire/delivery.hpp"

namespace tetra::http {

using Field = HeaderField;

/// Header fields in order. Names compare without regard to case.
class Fields {
 public:
  Fields() = default;
  Fields(std::initializer_list<Field> fields) : all_(fields) {}
  void add(std::string name, std::string value) {
    all_.push_back(Field{std::move(name), std::move(value)});
  }
  /// Replaces the first of that name (and drops the others), or adds it.
  void set(std::string_view name, std::string value);
  void erase(std::string_view name);
  /// The first value, or nullopt.
  std::optional<std::string_view> find(std::string_view name) const;
  const std::vector<Field>& all() const { return all_; }

 private:
  std::vector<Field> all_;
};

/// A request as it came. Bounded: 64 KiB of head, 1 MiB of body.
struct Request {
  std::string method;
  std::string
      target;  ///< as sent: origin-form, absolute-form or authority-form (RFC 9112 section 3.2)
  std::string path;  ///< of the target, without query; for CONNECT empty
  std::string query;
  std::string host;  ///< of an absolute target, of CONNECT's authority, or the Host field; lower
                     ///< case, without port
  std::string port;  ///< from the same place; empty when not said
  unsigned version = 11;  ///< 10 or 11
  Fields fields;
  std::string body;
  bool keep_alive = true;
};

/// What is written back, head and body, and how. The zero value is an empty 200.
struct Response {
  unsigned version = 11;
  int status = 200;
  std::optional<std::string> reason;  ///< nullopt: the status's own (RFC 9110 section 15)
  Fields fields;  ///< in order; the first Content-Length marks its place only: the writer knows the
                  ///< length
  BytesPtr body;  ///< nullptr: empty
  /// A body that comes as it comes, in place of `body`: at least one byte a call,
  /// `asio::error::eof` at its end; any other error breaks the connection off. Its length is
  /// `content_length` if known; if not, `framing` is chunked or until_close.
  std::function<Task<wire::IoResult>(asio::mutable_buffer)> stream;

  enum class Framing { length, chunked, until_close };
  Framing framing = Framing::length;
  std::optional<std::string> content_length;  ///< written instead of the true length; the
                                              ///< connection ends behind a body of another
  bool hide_length = false;  ///< no Content-Length although framing is `length`; the connection
                             ///< ends behind the body
  bool keep_alive = true;
  std::optional<std::string> raw_head;  ///< these bytes in place of the head
  std::vector<std::function<void(std::string&)>>
      head_edits;  ///< last changes to the head's bytes, in order
  BytesPtr
      more_head;  ///< sent between the last field and the empty line: heads too large for memory
  bool stays_open =
      false;  ///< serves on although the peer can't tell from the head where the body ended
  wire::Delivery head_delivery;  ///< orders for the bytes of the head
  wire::Delivery delivery;       ///< orders for the bytes of the body, as framed
  wire::Ending ending =
      wire::Ending::clean;           ///< how the connection ends when it does not stay open
  std::vector<wire::Acted> on_head;  ///< told once the head is written
  std::vector<wire::Acted> on_sent;  ///< told once everything is written
  /// Takes the connection over once the head is written (CONNECT, Upgrade); gets what was read
  /// ahead. Only a 2xx or 101 does: a fault that changes the status changes that as well (RFC 9110
  /// section 9.3.6).
  std::function<Task<>(wire::Connection&, std::string read_ahead)> take_over;
};

/// The head's bytes, as the writer sends them.
std::string head_of(const Response& response, bool body_follows);
/// The body as it goes over the wire: chunked framing added, if asked for.
BytesPtr framed_body(const Response& response);
/// RFC 9110 section 15's phrase; "Unknown" for other numbers.
std::string_view reason_phrase(int status);
/// `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110 section 5.6.7).
std::string http_date(std::chrono::system_clock::time_point at);
/// A date in any of HTTP's three forms, GMT (RFC 9110 section 5.6.7); nullopt when it is none.
std::optional<std::chrono::system_clock::time_point> parse_http_date(std::string_view text);
/// A response with a text body.
Response text_response(int status, std::string text,
                       std::string content_type = "text/plain; charset=utf-8");

}  // namespace tetra::http
