// http.record-corrupt: one TLS record of the body arrives with a flipped bit.
#include "engine/http/exchange.hpp"

namespace tetra::http {
namespace {

class RecordCorrupt final : public Fault {
 public:
  explicit RecordCorrupt(fault::Params& params)
      : at_(params.position("at", "the body byte at which that record begins", "50%")),
        mask_(static_cast<unsigned char>(
            params.integer("mask", "the bits that are flipped in its last byte", 1, 255, 1))) {}

  void on_response(const Exchange& /*exchange*/, Response& response,
                   const wire::Acted& acted) override {
    response.delivery.spoil = wire::Delivery::Spoil{at_, mask_, acted};
  }

 private:
  Position at_;
  unsigned char mask_;
};

const fault::Register<RecordCorrupt> record_corrupt_entry{{
    .layer = "http",
    .name = "record-corrupt",
    .services = {"update", "proxy"},
    .summary = "Changes one byte of an encrypted record within the body: its check fails at the "
               "peer (bad_record_mac). Only over TLS.",
}};

}  // namespace
}  // namespace tetra::http
