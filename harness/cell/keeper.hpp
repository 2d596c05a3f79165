#pragma once
#include <sys/types.h>

#include <string_view>

#include "harness/cell/launch.hpp"

namespace tetra::cell {

/// First lines of the messages that a cell and its launcher exchange before the body runs.
namespace word {
inline constexpr std::string_view map = "map";        ///< keeper: write my identity maps
inline constexpr std::string_view mapped = "mapped";  ///< launcher: done
inline constexpr std::string_view ready = "ready";  ///< cell: prepared; remarks follow, one a line
inline constexpr std::string_view failed =
    "failed";  ///< keeper or cell: code, what, hint follow, one a line
}  // namespace word

/// The process between launcher and cell. It enters the new namespaces (a new PID namespace only
/// counts from the next child on), forks the cell, and waits: on SIGTERM, or when `parent` dies, it
/// kills the cell and all of its descendants. Never returns, and never throws: what would catch
/// that belongs to the launcher.
[[noreturn]] void run_keeper(IsolationKind kind, const CellSpec& spec, const CellBody& body,
                             Fd channel, pid_t parent) noexcept;

}  // namespace tetra::cell
