#pragma once
#include "mockserver/tls/tls_fault.hpp"

namespace tetra::tls {

/// A fault that is one order, the same in every handshake: its constructor fills it.
class OrderFault : public Fault {
 public:
  void on_hello(const wire::Hello& /*hello*/, Handshake& handshake,
                const wire::Acted& acted) final {
    handshake.answer.orders.push_back(order_);
    handshake.answer.orders.back().acted = acted;
  }

 protected:
  wire::HandshakeOrder order_;
};

/// Reads `in` of faults that act at one place of the server's handshake: a message, a flight,
/// everything. `behind`: whether the moment after the handshake is one of them.
wire::HandshakePlace read_place(fault::Params& params, std::string_view meaning,
                                std::string_view fallback, bool behind = false);
/// Whether nothing is agreed yet before that place, so that OpenSSL need not begin.
bool begins_handshake(const wire::HandshakePlace& place);
/// Reads `at`, a position in that place.
Position read_position(fault::Params& params, const wire::HandshakePlace& place,
                       std::string_view meaning, std::string_view fallback);
/// RFC 8446 section 6, and the numbers of older versions that are still met.
std::span<const fault::Symbol> alert_names();

}  // namespace tetra::tls
