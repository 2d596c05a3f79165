#include "harness/cell/environment.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace tetra::cell {
namespace {

constexpr std::array<std::string_view, 9> passed = {"PATH", "HOME", "USER",   "LOGNAME", "SHELL",
                                                    "TERM", "TZ",   "TMPDIR", "LANG"};

bool is_passed(std::string_view name) {
  return name.starts_with("LC_") || std::ranges::find(passed, name) != passed.end();
}

}  // namespace

Environment clean_environment() {
  Environment clean = {{"PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"}};
  for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
    const std::string_view pair = *entry;
    const auto equals = pair.find('=');
    if (equals == pair.npos || !is_passed(pair.substr(0, equals))) continue;
    clean[std::string(pair.substr(0, equals))] = pair.substr(equals + 1);
  }
  return clean;
}

Environment with(Environment base, const Environment& changes) {
  for (const auto& [name, value] : changes) {
    base.erase(name);
    if (!value.empty()) base.emplace(name, value);
  }
  return base;
}

}  // namespace tetra::cell
