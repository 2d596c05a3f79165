#pragma once
#include <string>

namespace tetra {

/// One header field of HTTP, written as given (RFC 9110 section 5).
struct HeaderField {
  std::string name, value;
};

}  // namespace tetra
