#pragma once
#include "engine/journal/catalog.hpp"
#include "engine/journal/event.hpp"

namespace tetra::journal {

template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;

/// Makes an event's fields out of its declaration, and enters every kind that is made anywhere into
/// the catalog.
class Fields {
 public:
  template <Declared K>
  static std::vector<Field> of(K event) {
    static_cast<void>(&entered<K>);
    Fields made;
    made.list_.reserve(count<K>());
    K::fields(
        [&](const FieldKey& key, auto member) { made.add(key.name, std::move(event.*member)); });
    return std::move(made.list_);
  }

 private:
  template <class K>
  static consteval std::size_t count() {
    std::size_t n = 0;
    K::fields([&](const FieldKey&, auto) { ++n; });
    return n;
  }
  template <class K>
  static bool enter() {
    Catalog::Entry entry{&K::kind, {}};
    K::fields([&]<class T>(const FieldKey& key, T K::*) {
      constexpr bool number =
          std::is_same_v<T, std::int64_t> || std::is_same_v<T, std::optional<std::int64_t>>;
      entry.fields.push_back({key, number, is_optional<T>});
    });
    Catalog::instance().add(std::move(entry));
    return true;
  }
  template <class K>
  static const bool entered;

  void add(std::string_view key, std::int64_t value) { list_.push_back(Field(key, value)); }
  void add(std::string_view key, std::string value) {
    list_.push_back(Field(key, std::move(value)));
  }
  template <class T>
  void add(std::string_view key, std::optional<T> value) {
    if (value) add(key, std::move(*value));
  }

  std::vector<Field> list_;
};

template <class K>
const bool Fields::entered = Fields::enter<K>();

}  // namespace tetra::journal
