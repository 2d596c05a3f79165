#pragma once
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tetra::scenario {

/// How the endpoint is told to reach the server.
enum class Route { direct, http_proxy, https_proxy, socks4, socks4a, socks5, socks5h, pac };
/// Where in an update a failure shows.
enum class Stage {
  dns,
  tcp,
  tls,
  certificate,
  revocation,
  http,
  download,
  content,
  proxy,
  proxy_auth,
  tunnel,
  interception,
  socks,
  pac,
  clock,
  sequence,
  load
};
/// How sure it is that customers meet a failure, or that a client reports it so. A scenario is one
/// of the first three; a single expectation can be less sure.
enum class Evidence { documented, observed, synthetic, inferred, unverified };
/// How large the set of definitions is.
enum class Definitions { small, full };

/// Each value with its word: the one place where the words of an enum stand.
template <class Enum, std::size_t N>
using WordTable = std::array<std::pair<Enum, std::string_view>, N>;
inline constexpr WordTable<Route, 8> table_of(Route) {
  return {{{Route::direct, "direct"},
           {Route::http_proxy, "http-proxy"},
           {Route::https_proxy, "https-proxy"},
           {Route::socks4, "socks4"},
           {Route::socks4a, "socks4a"},
           {Route::socks5, "socks5"},
           {Route::socks5h, "socks5h"},
           {Route::pac, "pac"}}};
}
inline constexpr WordTable<Stage, 17> table_of(Stage) {
  return {{{Stage::dns, "dns"},
           {Stage::tcp, "tcp"},
           {Stage::tls, "tls"},
           {Stage::certificate, "certificate"},
           {Stage::revocation, "revocation"},
           {Stage::http, "http"},
           {Stage::download, "download"},
           {Stage::content, "content"},
           {Stage::proxy, "proxy"},
           {Stage::proxy_auth, "proxy-auth"},
           {Stage::tunnel, "tunnel"},
           {Stage::interception, "interception"},
           {Stage::socks, "socks"},
           {Stage::pac, "pac"},
           {Stage::clock, "clock"},
           {Stage::sequence, "sequence"},
           {Stage::load, "load"}}};
}
inline constexpr WordTable<Evidence, 5> table_of(Evidence) {
  return {{{Evidence::documented, "documented"},
           {Evidence::observed, "observed"},
           {Evidence::synthetic, "synthetic"},
           {Evidence::inferred, "inferred"},
           {Evidence::unverified, "unverified"}}};
}
inline constexpr WordTable<Definitions, 2> table_of(Definitions) {
  return {{{Definitions::small, "small"}, {Definitions::full, "full"}}};
}

template <class Enum>
concept ClosedWords = requires(Enum value) {
  table_of(value);
};

template <ClosedWords Enum>
constexpr std::string_view to_string(Enum value) {
  for (const auto& [known, word] : table_of(value)) {
    if (known == value) return word;
  }
  return {};
}
/// Empty when there is no value.
template <ClosedWords Enum>
constexpr std::string_view to_string(const std::optional<Enum>& value) {
  return value ? to_string(*value) : std::string_view();
}

template <ClosedWords Enum>
constexpr std::optional<Enum> from_word(std::string_view word) {
  for (const auto& [value, known] : table_of(Enum())) {
    if (known == word) return value;
  }
  return std::nullopt;
}

/// All words of the enum, in the order of its values.
template <ClosedWords Enum>
const std::vector<std::string>& words() {
  static const std::vector<std::string> all = [] {
    std::vector<std::string> list;
    for (const auto& [value, word] : table_of(Enum())) list.emplace_back(word);
    return list;
  }();
  return all;
}

}  // namespace tetra::scenario
