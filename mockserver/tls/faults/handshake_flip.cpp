// tls.handshake-flip: one byte of the server's handshake arrives changed.
#include "mockserver/tls/handshake_fault.hpp"

namespace tetra::tls {
namespace {

class HandshakeFlip final : public OrderFault {
 public:
  explicit HandshakeFlip(fault::Params& params) {
    order_.what = wire::HandshakeOrder::What::flip;
    order_.in = read_place(
        params, "where `at` counts: a message with its record header, a flight, or everything",
        "server-hello");
    order_.at = read_position(
        params, order_.in,
        "the byte; 0 is the record's type, 3 and 4 are its length, 5 is the message's type", "5");
    order_.mask =
        static_cast<unsigned char>(params.integer("mask", "the bits that are turned", 1, 255, 255));
  }
};

const fault::Register<HandshakeFlip> handshake_flip_entry{{
    .layer = "tls",
    .name = "handshake-flip",
    .services = every_tls_service,
    .summary = "Turns bits of one byte of the server's handshake, on the wire: record headers and "
               "encrypted messages too.",
}};

}  // namespace
}  // namespace tetra::tls
