#pragma once
#include <string>

#include "engine/http/message.hpp"

namespace tetra::http {

/// Reads one request at a time from a connection, keeping what came after it.
class RequestReader {
 public:
  enum class Outcome {
    request,    ///< a whole request
    closed,     ///< the peer ended before the first byte of a request
    cut,        ///< the peer ended within one
    malformed,  ///< not HTTP/1 (400)
    too_large   ///< head above 64 KiB (431) or body above 1 MiB (413)
  };

  /// Tells a peer that holds its body back to go on (100-continue, RFC 9110 section 10.1.1).
  Task<Outcome> read(wire::Connection& peer, Request& into);
  /// What came behind the last request.
  std::string take_rest() { return std::move(buffer_); }
  /// 400, 413 or 431, fitting the last outcome.
  int refusal_status() const { return refusal_status_; }

 private:
  std::string buffer_;
  int refusal_status_ = 400;
};

}  // namespace tetra::http
