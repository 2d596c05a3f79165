#include "harness/run/clock.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <filesystem>

namespace tetra::run {
namespace {

// Where Debian's package libfaketime has it; empty when it is not installed.
std::string library() {
  static constexpr std::array folders = {"/usr/lib/x86_64-linux-gnu/faketime",
                                         "/usr/lib/aarch64-linux-gnu/faketime", "/usr/lib/faketime",
                                         "/usr/local/lib/faketime"};
  for (const char* folder : folders) {
    const std::string path = std::string(folder) + "/libfaketime.so.1";
    if (std::filesystem::exists(path)) return path;
  }
  return {};
}

#ifdef __SANITIZE_ADDRESS__
constexpr bool sanitized = true;
#else
constexpr bool sanitized = false;
#endif

}  // namespace

std::optional<std::string> lacks_clock(const scenario::Scenario& scenario, bool is_the_lab) {
  const auto moved = [](const scenario::Attempt& attempt) {
    return attempt.clock.value_or(Duration::zero()) != Duration::zero();
  };
  if (scenario.clock == Duration::zero() && std::ranges::none_of(scenario.attempts, moved))
    return std::nullopt;
  if (library().empty())
    return std::string(
        "its clock can't be moved: libfaketime is not installed (Debian package libfaketime)");
  if (is_the_lab && sanitized)
    return std::string(
        "its clock can't be moved: a preloaded library and the sanitizer's own must both come "
        "first");
  return std::nullopt;
}

void set_clock(cell::Environment& environment, Duration ahead) {
  environment["LD_PRELOAD"] = library();
  environment["FAKETIME"] =
      fmt::format("{:+}", std::chrono::duration_cast<std::chrono::seconds>(ahead).count());
  environment["FAKETIME_DONT_FAKE_MONOTONIC"] = "1";  // time-outs are lengths, not dates
  environment["NO_FAKE_STAT"] = "1";
}

}  // namespace tetra::run
