#pragma once
#include <chrono>
#include <string>

#include "engine/http/message.hpp"

namespace tetra::http {

/// Something that a path names, with what a server says of it.
struct Resource {
  BytesPtr body;
  std::string content_type;
  std::string etag;  ///< quoted, as sent; empty: none
  std::chrono::system_clock::time_point last_modified;
  bool never_cache = false;  ///< `Cache-Control: no-cache`; conditional requests are still answered
  bool ends_connection =
      false;      ///< `Connection: close`, as the real server says for `/` (FACTS section 2, D)
  Fields fields;  ///< further fields
};

/// The answer to GET and HEAD: 200, 206 with one range, 304, 412, 416; 405 to other methods (RFC
/// 9110 sections 13 to 15). Several ranges in one request are answered with the whole (section 14.2
/// allows it).
Response answer(const Request& request, const Resource& resource,
                std::chrono::system_clock::time_point now);

/// 404 with a small text body.
Response not_found(const Request& request, std::chrono::system_clock::time_point now);

}  // namespace tetra::http
