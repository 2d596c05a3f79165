#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "engine/http/message.hpp"
#include "engine/wire/connection.hpp"

namespace tetra::proxy {

/// One request to an origin and its response, read as it comes. Memory: 16 KiB and the head (at
/// most 64 KiB), whatever the body.
class OriginReader {
 public:
  explicit OriginReader(wire::ConnectionPtr origin);
  ~OriginReader();
  OriginReader(const OriginReader&) = delete;
  OriginReader& operator=(const OriginReader&) = delete;

  /// Sends the request and reads the head of the final response; interim ones (1xx) are left out.
  /// `head_only`: the answer to a HEAD.
  Task<error_code> exchange(std::string request, bool head_only);
  int status() const;
  std::string reason() const;
  http::Fields fields() const;
  /// The body's length when the head said it.
  std::optional<std::uint64_t> length() const;
  /// The body without its framing: at least one byte, or `asio::error::eof` at its end; any other
  /// error: the origin broke it off.
  Task<wire::IoResult> read_some(asio::mutable_buffer into);

 private:
  struct Parsing;  // Beast stays in the .cpp
  Task<error_code> fill();

  wire::ConnectionPtr origin_;
  std::unique_ptr<Parsing> parsing_;
  std::string buffer_;
};

}  // namespace tetra::proxy
