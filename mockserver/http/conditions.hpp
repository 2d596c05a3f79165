#pragma once
#include "mockserver/http/resource.hpp"

namespace tetra::http {

/// What a request's preconditions make of it.
enum class Condition {
  proceed,
  not_modified,  ///< 304
  failed         ///< 412
};

/// If-Match, If-Unmodified-Since, If-None-Match and If-Modified-Since, in the order of RFC 9110
/// section 13.2.2.
Condition check_conditions(const Request& request, const Resource& resource);
/// If-Range: whether the range is still of the same bytes; true without the field (section 13.1.5).
bool range_still_holds(const Request& request, const Resource& resource);

}  // namespace tetra::http
