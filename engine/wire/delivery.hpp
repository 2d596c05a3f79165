#pragma once
#include <functional>
#include <optional>
#include <vector>

#include "engine/base/byte_source.hpp"
#include "engine/base/quantity.hpp"
#include "engine/journal/event.hpp"
#include "engine/wire/connection.hpp"

namespace tetra::wire {

/// Called at the moment at which an order is carried out, with details for the journal. May be
/// empty.
using Acted = std::function<void(std::vector<journal::Field>)>;

/// How one stretch of bytes (a body, a head, a TLS flight) is written. The zero value writes it
/// whole. Positions count from the start of the stretch; an order whose position lies behind its
/// end is never carried out.
struct Delivery {
  /// Ends the connection once exactly the bytes before `at` are written.
  struct Stop {
    Position at;
    Ending how = Ending::clean;
    Acted acted;
    std::string below_tls{};  ///< bytes that go out under TLS, as they are, just before the end; on
                              ///< plain TCP like any others
  };
  /// TLS: the record that begins at `at` arrives with one byte changed. Never carried out where
  /// there are no records.
  struct Spoil {
    Position at;
    unsigned char mask = 1;
    Acted acted;
  };
  /// Writes nothing for that long at `at`; nullopt: until the peer closes.
  struct Pause {
    Position at;
    std::optional<Duration> length;
    Acted acted;
  };
  /// At most that many bytes a second, in steps of 50 ms.
  struct Pace {
    std::uint64_t bytes_per_second = 0;
    Acted acted;
  };
  /// Segments of that many bytes, with a gap between them.
  struct Slices {
    std::size_t bytes = 0;
    Duration gap{};
    Acted acted;
  };

  std::optional<Stop> stop;
  std::vector<Pause> pauses;
  std::optional<Pace> pace;
  std::optional<Slices> slices;
  std::optional<Spoil> spoil;

  bool plain() const { return !stop && pauses.empty() && !pace && !slices && !spoil; }
};

/// What became of a delivery.
struct Delivered {
  error_code ec;            ///< the peer went away
  std::uint64_t bytes = 0;  ///< written
  bool ended = false;       ///< a stop ended the connection
};

/// The offset of that position in these bytes, texts looked for in them; nullopt when they have no
/// such place.
std::optional<std::uint64_t> find_place(Position position, const ByteSource& source);

/// Writes the bytes as the orders say. Memory: one chunk of 12 KiB, whatever the size.
Task<Delivered> deliver(Connection& peer, BytesPtr bytes, Delivery orders);

}  // namespace tetra::wire
