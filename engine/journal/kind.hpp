#pragma once
#include <string_view>
#include <type_traits>

namespace tetra::journal {

/// One field's name in JSON and what it says: half a sentence.
struct FieldKey {
  std::string_view name, meaning;
};

/// A field that several kinds have, or a fault's details: read from an event of any kind.
template <class T>
struct Key : FieldKey {
  constexpr Key(std::string_view key, std::string_view what) : FieldKey{key, what} {}
};

/// How a sequence diagram draws events of a kind.
struct Drawn {
  /// Between which lifelines. `ending`: by the word in `subject`, `peer…` and `client…` from the
  /// peer, `silent` as a note, everything else to the peer.
  enum class As { note, from_peer, to_peer, ending, fault };
  enum class Look { arrow, dashed, close };
  /// What the event changes for those after it. A connection that a proxy made for the endpoint is
  /// found by the address of a `tunnel`, or by the `request` or `reading` that the proxy is busy
  /// with until its `delivery`.
  enum class Part {
    none,
    arrival,     ///< a connection; `subject`: the address that it came to
    request,     ///< `subject`: a whole URL is one for a proxy to fetch
    reading,     ///< a proxy reads the request inside of a tunnel and is to fetch it
    head,        ///< what the `delivery` after it is drawn into
    delivery,    ///< `subject`: 1 when it was whole
    naming,      ///< `subject`: the name that was asked for
    resolution,  ///< a proxy has looked up `subject`: the namings since its request were its own
    hello,       ///< TLS begins; on a connection that asked to `connect` the proxy reads along
    connect,     ///< not drawn right after its `request`
    tunnel       ///< `subject`: the address that it leads to
  };
  As as = As::note;
  /// With `{field}` for a field's value, `{one|other}` for the first that is there, `{field:bytes}`
  /// and `{field:upper}`, `{#}` for the connection's number, `{*}` for all fields as `key=value`;
  /// what stands in `[…]` is left out when its field is not there. Empty: the kind's word and
  /// `{*}`.
  std::string_view text = {};
  Look look = Look::arrow;
  Part part = Part::none;
  std::string_view subject = {};  ///< a field
};

/// What is declared of one kind of event beside its fields.
struct Kind {
  std::string_view word;          ///< `request`: its name in JSON and on screens
  std::string_view en, de;        ///< one sentence: what has happened
  std::string_view service = {};  ///< the only one that writes it; empty: any
  Drawn drawn = {};
};

/// What the declared fields of K take in memory.
template <class K>
consteval std::size_t declared_size() {
  std::size_t size = 0;
  K::fields([&]<class T>(const FieldKey&, T K::*) { size += sizeof(T); });
  return size;
}

/// A struct that is an event's kind: a static `kind`, and a static `fields(each)` that calls
/// `each({"key", "meaning"}, &K::member)` for every member in the order of JSON. Members are
/// `std::int64_t` or `std::string`, or optional ones for fields that are not always there. A member
/// that `fields` leaves out is one whose bytes are missing in the sum.
template <class K>
concept Declared = std::is_same_v<decltype(K::kind), const Kind> && declared_size<K>()
== (std::is_empty_v<K> ? 0 : sizeof(K));

/// The JSON name of a declared member.
template <class K, class T>
constexpr std::string_view key_of(T K::*member) {
  std::string_view key;
  K::fields([&]<class U>(const FieldKey& field, U K::*other) {
    if constexpr (std::is_same_v<T, U>) {
      if (other == member) key = field.name;
    }
  });
  return key;
}

/// Whether K has a field of that JSON name; what a `fault` event has beside them are details.
template <class K>
constexpr bool declares(std::string_view name) {
  bool found = false;
  K::fields([&](const FieldKey& field, auto) { found = found || field.name == name; });
  return found;
}

}  // namespace tetra::journal
