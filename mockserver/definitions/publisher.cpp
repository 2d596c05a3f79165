#include "mockserver/definitions/publisher.hpp"

#include <algorithm>
#include <array>

namespace tetra::definitions {
namespace {

struct Firing {
  Fault* fault;
  wire::Acted acted;
  bool changed = false;
};

}  // namespace

std::optional<Publisher::Published> Publisher::find(std::string_view path,
                                                    const fault::Context& context) {
  const auto healthy = tree_.find(path);
  if (!healthy) return std::nullopt;
  Published published{*healthy, *healthy, {}};
  std::vector<Firing> firing;
  plan_.ask(context, [&](Fault& fault, const wire::Acted& acted) {
    firing.push_back({&fault, acted});
  });
  if (firing.empty()) return published;
  Location asked = parse_path(path).value_or(Location{});
  asked.version = healthy->version;
  const Edit edit = [&](const Location& place, std::string plain) {
    Text text{tree_, place, asked.kind, std::move(plain)};
    for (Firing& one : firing) one.changed = one.fault->on_text(text) || one.changed;
    return std::move(text.text);
  };
  Offer offer{tree_, asked, *healthy, tree_.find(path, edit).value_or(*healthy)};
  for (Firing& one : firing) one.changed = one.fault->on_offer(offer) || one.changed;
  for (Firing& one : firing) {
    if (one.changed) published.acted.push_back(std::move(one.acted));
  }
  published.resource = std::move(offer.resource);
  return published;
}

std::optional<std::uint64_t> first_difference(const ByteSource& one, const ByteSource& other) {
  std::array<char, 16 * 1024> left{};
  std::array<char, 16 * 1024> right{};
  for (std::uint64_t at = 0;;) {
    const std::size_t n = one.read(at, left);
    const std::size_t m = other.read(at, right);
    const std::size_t both = std::min(n, m);
    const auto differs = std::mismatch(
        left.begin(), left.begin() + static_cast<std::ptrdiff_t>(both), right.begin());
    const auto same = static_cast<std::size_t>(differs.first - left.begin());
    if (same < both || n == 0 || m == 0)
      return same < both || n != m ? std::optional(at + same) : std::nullopt;
    at += both;
  }
}

}  // namespace tetra::definitions
