#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/fault/plan.hpp"
#include "engine/wire/delivery.hpp"
#include "proxy-sim/settings.hpp"
#include "proxy-sim/socks/message.hpp"

namespace tetra::socks {

/// The three answers of a SOCKS5 server; one of SOCKS4 has the last alone.
enum class Message {
  method,  ///< to the greeting: which way of authentication (RFC 1928 section 3)
  auth,    ///< to user and password (RFC 1929 section 2)
  reply,   ///< to the request (RFC 1928 section 6)
};

/// Whom the server lets through. The zero value: everybody.
struct Rules {
  std::function<bool(const Login&)> accepts;
  unsigned char refusal = 1;            ///< status of the answer to a login that is not accepted
  std::vector<wire::Acted> on_refusal;  ///< told when a SOCKS4 client is refused for its user id
};

/// What is known when an answer is due.
struct Occasion {
  Message message = Message::reply;
  int version = 5;
  const Greeting& greeting;  ///< empty for SOCKS4
  Rules& rules;  ///< may be changed while `message` is `method`; SOCKS4 asks for that as well, and
                 ///< sends nothing
  std::uint64_t connection = 0;  ///< nth of the service
};

/// One answer before it is sent. The zero value is the healthy one.
struct Answer {
  std::optional<unsigned char> version;  ///< the first byte
  /// The second byte: method, status or reply code. Set for `reply`: nothing is looked up or
  /// connected; unset: the server decides.
  std::optional<unsigned char> code;
  std::optional<std::string>
      bound;  ///< type, address and port of the bound address, as bytes (SOCKS5 `reply` only)
  std::optional<std::string>
      raw;                  ///< these bytes in place of the answer; the connection ends behind them
  std::string behind;       ///< further bytes behind the answer
  wire::Delivery delivery;  ///< orders for the answer's bytes
  std::vector<wire::Acted> on_sent;  ///< told once it is sent whole
};

/// What spoils one of the answers. Layer `socks`.
class Fault : public fault::Fault {
 public:
  /// Whether it has to do with that answer: others are no occasion for its trigger.
  virtual bool concerns(Message message) const = 0;
  virtual void on_answer(const Occasion& occasion, Answer& answer, const wire::Acted& acted) = 0;
};

/// A fault about one answer, which its parameter `message` names.
class OneMessage : public Fault {
 public:
  bool concerns(Message message) const override { return message == message_; }

 protected:
  OneMessage() = default;
  /// The parameter `message`; `reply` when it is left out.
  static Message ask_message(fault::Params& params);
  Message message_ = Message::reply;
};

/// The parameters `text` and `hex`, one of which must be given: bytes, at most 64 KiB.
std::string ask_bytes(fault::Params& params);

}  // namespace tetra::socks
