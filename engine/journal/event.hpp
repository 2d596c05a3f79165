#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "engine/base/quantity.hpp"

namespace tetra::journal {

/// One named detail of an event: a number or a text.
struct Field {
  std::string key;
  std::variant<std::int64_t, std::string> value;
};

/// What one service saw or did at one moment.
struct Event {
  Duration at{};        ///< since the world was ready
  std::string service;  ///< `dns`, `update`, `ocsp`, `crl`, `proxy`, `socks`, `pac`, or `world`
  std::string kind;     ///< a word of event_kinds()
  std::uint64_t connection = 0;  ///< nth connection of that service, from 1; 0: none
  std::vector<Field> fields;

  /// The field's text, or its number as text; empty when there is none.
  std::string text(std::string_view key) const;
  /// The field's number; 0 when there is none.
  std::int64_t number(std::string_view key) const;
};

}  // namespace tetra::journal
