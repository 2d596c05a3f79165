#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "engine/journal/kind.hpp"

namespace tetra::event {

using journal::Drawn;
using journal::Kind;

/// An HTTP request was read.
struct Request {
  std::string method;
  std::string target;
  std::string host;
  std::int64_t number;
  std::optional<std::string> range = std::nullopt;
  std::optional<std::string> if_none_match = std::nullopt;
  std::optional<std::string> user_agent = std::nullopt;

  static constexpr Kind kind{.word = "request",
                             .en = "An HTTP request was read.",
                             .de = "Eine HTTP-Anfrage wurde gelesen.",
                             .drawn = {.as = Drawn::As::from_peer,
                                       .text = "{method} {target}[ {Range}]",
                                       .part = Drawn::Part::request,
                                       .subject = "target"}};
  template <class Each>
  static constexpr void fields(Each&& each) {
    each({"method", "`GET`"}, &Request::method);
    each({"target", "the request target as it was sent: a path, or to a proxy a whole URL"},
         &Request::target);
    each({"host", "the host that is asked, without port"}, &Request::host);
    each({"number", "nth request of the service, from 1"}, &Request::number);
    each({"Range", "the header field"}, &Request::range);
    each({"If-None-Match", "the header field"}, &Request::if_none_match);
    each({"User-Agent", "the header field"}, &Request::user_agent);
  }
};

/// The peer has the head of a response.
struct Response {
  std::int64_t status;
  std::int64_t length;

  static constexpr Kind kind{
      .word = "response",
      .en = "The head of an HTTP response was sent.",
      .de = "Der Kopf einer HTTP-Antwort wurde gesendet.",
      .drawn = {.as = Drawn::As::to_peer, .text = "{status}", .part = Drawn::Part::head}};
  template <class Each>
  static constexpr void fields(Each&& each) {
    each({"status", "the status code"}, &Response::status);
    each({"length", "the size of its body in bytes; 0 where it is not known before"},
         &Response::length);
  }
};

/// A response was sent, or broken off.
struct Sent {
  std::int64_t bytes;
  std::int64_t complete;

  static constexpr Kind kind{.word = "sent",
                             .en = "An HTTP response is over.",
                             .de = "Eine HTTP-Antwort ist zu Ende.",
                             .drawn = {.as = Drawn::As::to_peer,
                                       .text = "{bytes:bytes}",
                                       .part = Drawn::Part::delivery,
                                       .subject = "complete"}};
  template <class Each>
  static constexpr void fields(Each&& each) {
    each({"bytes", "how many bytes of the body were sent"}, &Sent::bytes);
    each({"complete", "1 when that was all of it, 0 when it was broken off"}, &Sent::complete);
  }
};

/// What came could not be understood.
struct BadRequest {
  std::optional<std::int64_t> status = std::nullopt;
  std::optional<std::string> reason = std::nullopt;

  static constexpr Kind kind{
      .word = "bad-request",
      .en = "A request that could not be understood was answered with an error.",
      .de = "Eine Anfrage, die nicht zu verstehen war, wurde mit einem Fehler beantwortet."};
  template <class Each>
  static constexpr void fields(Each&& each) {
    each({"status", "of HTTP: the status code of the answer"}, &BadRequest::status);
    each({"reason", "of OCSP: what is wrong with the request"}, &BadRequest::reason);
  }
};

}  // namespace tetra::event
