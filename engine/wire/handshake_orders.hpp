#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/wire/delivery.hpp"

namespace tetra::wire {

/// A stretch of what the server sends while it shakes hands. `number` is a flight's, counted from
/// 1, or a message's HandshakeType (RFC 8446 section 4); messages stand here with their record
/// headers.
struct HandshakePlace {
  enum class Kind {
    everything,  ///< all handshake bytes, from the first one
    flight,      ///< what is sent without waiting for the client
    message,
    behind  ///< the moment at which the server's side is done
  };
  Kind kind = Kind::everything;
  int number = 0;
};
/// Stands for ChangeCipherSpec, which is a record of its own and no handshake message.
inline constexpr int change_cipher_spec = 0x114;

/// One thing that is done to the server's handshake bytes. The zero value stops at the first byte,
/// cleanly.
struct HandshakeOrder {
  enum class What {
    stop,   ///< ends the connection once exactly the bytes before `at` are written
    pause,  ///< writes nothing for that long at `at`
    flip,   ///< turns bits of the byte at `at`
    skip,   ///< leaves the whole place out
    alert   ///< sends an alert where the place would begin, then ends the connection
  };
  What what = What::stop;
  HandshakePlace in;
  Position at;                     ///< counted in the place
  Ending how = Ending::clean;      ///< of stop and alert
  std::optional<Duration> length;  ///< of pause; nullopt: until the peer closes
  unsigned char mask = 0xff;       ///< of flip
  unsigned char level = 2;         ///< of alert: 1 warning, 2 fatal
  unsigned char alert = 0;
  Acted acted;
};

/// Where each message lies in the flight that is about to be sent. OpenSSL tells, by
/// SSL_set_msg_callback.
class HandshakeMarks {
 public:
  struct Mark {
    int message = 0;
    std::size_t begin = 0, end = 0;  ///< in the flight
  };
  /// What the message callback says of sent records and messages.
  void note(int content_type, const void* data, std::size_t size);
  /// Begins the next flight.
  void next_flight();
  int flight() const { return flight_; }
  /// First and last byte (exclusive) of the place in this flight; nullopt when it has no such
  /// place. `everything` begins `sent` bytes before the flight, so it is not answered here.
  std::optional<Mark> find(const HandshakePlace& place, std::size_t flight_bytes) const;
  /// The bytes of that stretch have been taken out.
  void taken_out(const Mark& stretch);

 private:
  int flight_ = 1;
  std::size_t records_ = 0;  // bytes of the records that OpenSSL has written of this flight
  std::size_t told_ = 0;     // end of the last message
  std::vector<Mark> marks_;
};

}  // namespace tetra::wire
