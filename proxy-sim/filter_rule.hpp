#pragma once
#include <optional>
#include <string>

#include "engine/fault/params.hpp"
#include "engine/http/message.hpp"

namespace tetra::proxy {

/// What a filter blocks of all that the proxy can read: hosts of CONNECT, paths of absolute-form
/// requests and of what comes out of an intercepted tunnel, and answers by their Content-Type.
class FilterRule {
 public:
  /// Reads `path`, `host` and `type`; what is given must all fit.
  explicit FilterRule(fault::Params& params);
  bool is_empty() const { return !path_ && !host_ && !type_; }
  /// Before the origin is asked: never when it depends on the answer.
  bool blocks(const http::Request& request) const;
  /// By the answer: never when the request alone decides.
  bool blocks(const http::Request& request, const http::Response& response) const;

 private:
  bool is_meant(const http::Request& request) const;

  std::optional<std::string> path_, host_, type_;
};

}  // namespace tetra::proxy
