#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "engine/journal/kind.hpp"

namespace tetra::event {

/// Words that kinds of several services share, each with fields of its own: `wire:` counts by them.
namespace word {
inline constexpr std::string_view query = "query";
inline constexpr std::string_view answer = "answer";
inline constexpr std::string_view malformed = "malformed";
}  // namespace word

/// Fields that kinds of several rooms have.
namespace key {
inline constexpr journal::Key<std::string> from{"from", "the peer's address and port"};
inline constexpr journal::Key<std::int64_t> query{"query", "nth query of the service, from 1"};
inline constexpr journal::Key<std::string> name{"name", "the name that was asked for"};
inline constexpr journal::Key<std::string> type{"type", "the record type that was asked for"};
}  // namespace key

}  // namespace tetra::event
