#include "engine/scenario/scenario.hpp"

#include <algorithm>
#include <charconv>

#include "engine/base/text.hpp"

namespace tetra::scenario {
namespace {

// The dotted numbers a version starts with: `8.5.0-DEV` is 8, 5, 0.
std::vector<std::uint64_t> version_numbers(std::string_view version) {
  std::vector<std::uint64_t> numbers;
  for (const std::string& part : text::split(version, '.')) {
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), number);
    if (error != std::errc()) break;
    numbers.push_back(number);
    if (end != part.data() + part.size()) break;
  }
  while (!numbers.empty() && numbers.back() == 0) numbers.pop_back();
  return numbers;
}

bool in_range(std::string_view version, const ClientExpectations::ForVersions& range) {
  const auto left = version_numbers(version);
  const auto right = version_numbers(range.version);
  if (range.op == "<") return left < right;
  if (range.op == "<=") return left <= right;
  if (range.op == ">") return left > right;
  if (range.op == ">=") return left >= right;
  return left == right;
}

}  // namespace

bool leads_to(Route route, std::string_view service) {
  const bool socks = route == Route::socks4 || route == Route::socks4a || route == Route::socks5 ||
                     route == Route::socks5h;
  if (service == "proxy")
    return route == Route::http_proxy || route == Route::https_proxy || route == Route::pac;
  if (service == "socks") return socks || route == Route::pac;
  return service != "pac" || route == Route::pac;
}

const Expectation* ClientExpectations::for_version(std::string_view version) const {
  const bool known = !version.empty() && version.front() >= '0' && version.front() <= '9';
  const auto found = std::find_if(ranged.begin(), ranged.end(), [&](const ForVersions& range) {
    return known && in_range(version, range);
  });
  if (found != ranged.end()) return &found->expectation;
  return plain ? &*plain : nullptr;
}

}  // namespace tetra::scenario
