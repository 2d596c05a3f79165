#pragma once
#include <cstdint>

#include "engine/journal/event.hpp"

/// What faults of HTTP say of the moment at which they acted.
namespace tetra::detail {

inline const journal::Detail<std::int64_t> status{"status", "the status code of the response"};

}  // namespace tetra::detail
