#pragma once
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "engine/base/quantity.hpp"
#include "engine/journal/kind.hpp"

namespace tetra::journal {

class Fields;

/// One named detail of an event: a number or a text. Only a declaration makes one: the fields of a
/// kind, or a Detail.
class Field {
 public:
  using Value = std::variant<std::int64_t, std::string>;

  std::string_view key() const { return key_; }
  const Value& value() const { return value_; }
  /// The text, or the number as text.
  std::string text() const;

 private:
  friend class Fields;
  template <class T>
  friend struct Detail;
  Field(std::string_view key, Value value) : key_(key), value_(std::move(value)) {}
  std::string_view key_;
  Value value_;
};

/// Declares what a fault says of the moment at which it acted:
/// `inline const journal::Detail<std::int64_t> at_byte{"at_byte", "…"};`, then
/// `acted({at_byte(n)})`. Registers itself for the reference.
template <class T>
struct Detail : Key<T> {
  Detail(std::string_view key, std::string_view what);
  explicit Detail(const Key<T>& key) : Detail(key.name, key.meaning) {}
  Field operator()(T value) const { return {this->name, Field::Value(std::move(value))}; }
};
extern template struct Detail<std::int64_t>;
extern template struct Detail<std::string>;

/// What one service saw or did at one moment.
struct Event {
  std::uint64_t seq = 0;                         ///< nth of the journal, from 1
  std::chrono::system_clock::time_point time{};  ///< of the day, for other programs' logs
  Duration at{};                                 ///< since the world was ready
  std::string service;  ///< `dns`, `update`, `ocsp`, `crl`, `proxy`, `socks`, `pac`, or `world`
  const Kind* kind = nullptr;    ///< never null in a journal
  std::uint64_t connection = 0;  ///< nth connection of that service, from 1; 0: none
  std::vector<Field> fields;     ///< as declared, those that are not there left out

  template <class K>
  bool is() const {
    return kind == &K::kind;
  }
  /// The field as its member is declared, `event.get(&event::Request::target)`; an empty value for
  /// an event of another kind.
  template <class K, class T>
  T get(T K::*member) const {
    T value{};
    if (is<K>()) read(key_of(member), value);
    return value;
  }
  /// The field of that key, whatever kind the event is.
  template <class T>
  std::optional<T> get(const Key<T>& key) const {
    std::optional<T> value;
    read(key.name, value);
    return value;
  }
  /// The whole event, or nullopt when it is of another kind.
  template <class K>
  std::optional<K> as() const {
    if (!is<K>()) return std::nullopt;
    K whole;
    K::fields([&](const FieldKey& key, auto member) { read(key.name, whole.*member); });
    return whole;
  }

 private:
  const Field* find(std::string_view key) const;
  void read(std::string_view key, std::int64_t& into) const;
  void read(std::string_view key, std::string& into) const;
  void read(std::string_view key, std::optional<std::int64_t>& into) const;
  void read(std::string_view key, std::optional<std::string>& into) const;
};

/// One line of JSON, without the newline: `{"seq":7,"time":"2026-12-01T12:00:00.123456Z",
/// "at_ms":1.25,"service":"dns","event":"query","connection":1,…}`.
std::string to_json(const Event& event);
/// RFC 3339 in UTC, with microseconds.
std::string rfc3339(std::chrono::system_clock::time_point time);

}  // namespace tetra::journal
