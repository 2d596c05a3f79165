#pragma once
#include <boost/asio/buffer.hpp>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "engine/wire/task.hpp"

namespace tetra::wire {

/// How a connection ends, in the words of what the peer sees on the wire.
enum class Ending {
  clean,                 ///< TLS: close_notify, then FIN. Plain TCP: FIN.
  truncated,             ///< FIN without close_notify. On plain TCP the same as clean.
  reset,                 ///< RST now; bytes that the peer has not acknowledged are lost.
  reset_after_delivery,  ///< RST once the peer's kernel has acknowledged every byte.
  silent,  ///< Nothing: the socket stays open until the peer closes or the world ends.
};
std::string_view to_string(Ending ending);

/// Result of one read or write.
struct IoResult {
  error_code ec;
  std::size_t bytes = 0;
};

/// One accepted or made connection, plain or TLS. Faults and protocols see only this.
/// One reader and one writer at a time may be pending. Destruction without `end` closes with
/// whatever the kernel chooses.
class Connection {
 public:
  virtual ~Connection() = default;
  /// At least one byte, or an error; `asio::error::eof` when the peer has ended its side.
  virtual Task<IoResult> read_some(asio::mutable_buffer into) = 0;
  /// All of it, or an error with the bytes accepted so far.
  virtual Task<IoResult> write(asio::const_buffer bytes) = 0;
  /// Ends the connection as told; nothing may be read or written afterwards.
  virtual Task<error_code> end(Ending how) = 0;
  /// Ends our direction only: close_notify and FIN (plain: FIN). Reading goes on.
  virtual Task<error_code> end_sending() = 0;
  /// The TCP connection below, for faults that act under TLS; itself when plain.
  virtual Connection& transport() = 0;
  /// TLS: flips these bits in the last byte of the next record that `write` makes, so that its MAC
  /// fails at the peer. False: there are no records.
  virtual bool spoil_next_record(unsigned char /*mask*/) { return false; }
  /// What ALPN agreed on (RFC 7301), `h2`; empty: nothing, or no TLS.
  virtual std::string application_protocol() const { return {}; }
  /// The local and the peer's address as `192.0.2.10:443`.
  virtual std::string local_address() const = 0;
  virtual std::string peer_address() const = 0;
};
using ConnectionPtr = std::unique_ptr<Connection>;

/// Reads and drops what comes until the peer closes, resets, or the world ends.
Task<> wait_until_closed(Connection& peer);

}  // namespace tetra::wire
