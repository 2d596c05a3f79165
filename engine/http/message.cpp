#include "engine/http/message.hpp"

#include <fmt/compile.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <ctime>
#include <iterator>
#include <utility>

#include "engine/base/text.hpp"
#include "engine/http/chunked.hpp"

namespace tetra::http {
namespace {

struct Phrase {
  int status;
  std::string_view text;
};
constexpr std::array phrases{Phrase{100, "Continue"},
                             Phrase{101, "Switching Protocols"},
                             Phrase{200, "OK"},
                             Phrase{201, "Created"},
                             Phrase{202, "Accepted"},
                             Phrase{203, "Non-Authoritative Information"},
                             Phrase{204, "No Content"},
                             Phrase{205, "Reset Content"},
                             Phrase{206, "Partial Content"},
                             Phrase{300, "Multiple Choices"},
                             Phrase{301, "Moved Permanently"},
                             Phrase{302, "Found"},
                             Phrase{303, "See Other"},
                             Phrase{304, "Not Modified"},
                             Phrase{305, "Use Proxy"},
                             Phrase{307, "Temporary Redirect"},
                             Phrase{308, "Permanent Redirect"},
                             Phrase{400, "Bad Request"},
                             Phrase{401, "Unauthorized"},
                             Phrase{402, "Payment Required"},
                             Phrase{403, "Forbidden"},
                             Phrase{404, "Not Found"},
                             Phrase{405, "Method Not Allowed"},
                             Phrase{406, "Not Acceptable"},
                             Phrase{407, "Proxy Authentication Required"},
                             Phrase{408, "Request Timeout"},
                             Phrase{409, "Conflict"},
                             Phrase{410, "Gone"},
                             Phrase{411, "Length Required"},
                             Phrase{412, "Precondition Failed"},
                             Phrase{413, "Content Too Large"},
                             Phrase{414, "URI Too Long"},
                             Phrase{415, "Unsupported Media Type"},
                             Phrase{416, "Range Not Satisfiable"},
                             Phrase{417, "Expectation Failed"},
                             Phrase{421, "Misdirected Request"},
                             Phrase{422, "Unprocessable Content"},
                             Phrase{425, "Too Early"},
                             Phrase{426, "Upgrade Required"},
                             Phrase{428, "Precondition Required"},
                             Phrase{429, "Too Many Requests"},
                             Phrase{431, "Request Header Fields Too Large"},
                             Phrase{451, "Unavailable For Legal Reasons"},
                             Phrase{500, "Internal Server Error"},
                             Phrase{501, "Not Implemented"},
                             Phrase{502, "Bad Gateway"},
                             Phrase{503, "Service Unavailable"},
                             Phrase{504, "Gateway Timeout"},
                             Phrase{505, "HTTP Version Not Supported"},
                             Phrase{507, "Insufficient Storage"},
                             Phrase{511, "Network Authentication Required"}};

bool status_has_no_body(int status) {
  return (status >= 100 && status < 200) || status == 204 || status == 304;
}

}  // namespace

void Fields::set(std::string_view name, std::string value) {
  for (auto field = all_.begin(); field != all_.end(); ++field) {
    if (!text::equals_ignoring_case(field->name, name)) continue;
    field->value = std::move(value);
    all_.erase(std::remove_if(field + 1, all_.end(),
                              [&](const Field& other) {
                                return text::equals_ignoring_case(other.name, name);
                              }),
               all_.end());
    return;
  }
  add(std::string(name), std::move(value));
}

void Fields::erase(std::string_view name) {
  std::erase_if(all_,
                [&](const Field& field) { return text::equals_ignoring_case(field.name, name); });
}

std::optional<std::string_view> Fields::find(std::string_view name) const {
  for (const Field& field : all_) {
    if (text::equals_ignoring_case(field.name, name)) return field.value;
  }
  return std::nullopt;
}

std::string_view reason_phrase(int status) {
  for (const Phrase& phrase : phrases) {
    if (phrase.status == status) return phrase.text;
  }
  return "Unknown";
}

std::string head_of(const Response& response, bool body_follows) {
  const std::string_view reason =
      response.reason ? std::string_view(*response.reason) : reason_phrase(response.status);
  std::string head;
  head.reserve(512);
  fmt::format_to(std::back_inserter(head), FMT_COMPILE("HTTP/{}.{} {} {}\r\n"),
                 response.version / 10, response.version % 10, response.status, reason);
  const auto add = [&head](std::string_view name, std::string_view value) {
    head.append(name).append(": ").append(value).append("\r\n");
  };
  const bool chunked =
      response.framing == Response::Framing::chunked && !status_has_no_body(response.status);
  const bool length_wanted = response.framing == Response::Framing::length &&
                             !response.hide_length && !response.take_over &&
                             !(status_has_no_body(response.status) && !body_follows);
  const std::string length = response.content_length.value_or(
      std::to_string(response.body ? response.body->size().value_or(0) : 0));
  bool said_length = false;
  for (const Field& field : response.fields.all()) {
    const bool is_length = text::equals_ignoring_case(field.name, "Content-Length");
    if (is_length && !length_wanted && field.value.empty())
      continue;  // only a place for the length
    const bool first = is_length && length_wanted && !std::exchange(said_length, true);
    add(field.name, first ? length : field.value);
  }
  if (chunked) add("Transfer-Encoding", "chunked");
  if (length_wanted && !said_length) add("Content-Length", length);
  if (!response.keep_alive && !response.take_over && !response.fields.find("Connection"))
    add("Connection", "close");
  return head.append("\r\n");
}

BytesPtr framed_body(const Response& response) {
  if (response.framing != Response::Framing::chunked) return response.body;
  return chunked(response.body ? response.body : bytes_of(""), ChunkForm()).bytes;
}

std::string http_date(std::chrono::system_clock::time_point at) {
  using namespace std::chrono;
  static constexpr std::string_view days = "SunMonTueWedThuFriSat";
  static constexpr std::string_view months = "JanFebMarAprMayJunJulAugSepOctNovDec";
  const auto day = floor<std::chrono::days>(at);
  const year_month_day date(day);
  const hh_mm_ss time(floor<seconds>(at - day));
  return fmt::format(FMT_COMPILE("{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT"),
                     days.substr(3 * weekday(day).c_encoding(), 3), unsigned(date.day()),
                     months.substr(3 * (unsigned(date.month()) - 1), 3), int(date.year()),
                     time.hours().count(), time.minutes().count(), time.seconds().count());
}

std::optional<std::chrono::system_clock::time_point> parse_http_date(std::string_view text) {
  const std::string whole(text);
  for (const char* form :
       {"%a, %d %b %Y %H:%M:%S GMT", "%A, %d-%b-%y %H:%M:%S GMT", "%a %b %e %H:%M:%S %Y"}) {
    std::tm read{};
    const char* end = ::strptime(whole.c_str(), form, &read);
    if (end != nullptr && *end == '\0')
      return std::chrono::system_clock::from_time_t(::timegm(&read));
  }
  return std::nullopt;
}

Response text_response(int status, std::string text, std::string content_type) {
  Response response;
  response.status = status;
  response.fields.add("Content-Type", std::move(content_type));
  response.body = bytes_of(std::move(text));
  return response;
}

}  // namespace tetra::http
