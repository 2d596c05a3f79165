#pragma once
#include <functional>
#include <string>

#include "engine/http/message.hpp"

namespace tetra::proxy {

/// Puts `edit` between the origin's body and the client: the whole text is read first, 1 MiB at
/// most, and what `edit` makes of it is sent in its place, chunked when it comes from a stream. A
/// longer body passes as it is.
void rewrite_body(http::Response& response, std::function<std::string(std::string)> edit);

}  // namespace tetra::proxy
