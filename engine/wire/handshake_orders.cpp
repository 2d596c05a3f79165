#include "engine/wire/handshake_orders.hpp"

#include <openssl/ssl3.h>

#include <algorithm>

namespace tetra::wire {

void HandshakeMarks::note(int content_type, const void* data, std::size_t size) {
  const auto* bytes = static_cast<const unsigned char*>(data);
  if (content_type == SSL3_RT_HEADER && size == SSL3_RT_HEADER_LENGTH) {
    records_ += SSL3_RT_HEADER_LENGTH + (static_cast<std::size_t>(bytes[3]) << 8) + bytes[4];
  } else if (size > 0 &&
             (content_type == SSL3_RT_HANDSHAKE || content_type == SSL3_RT_CHANGE_CIPHER_SPEC)) {
    const int message = content_type == SSL3_RT_HANDSHAKE ? bytes[0] : change_cipher_spec;
    marks_.push_back(Mark{message, told_, records_});
    told_ = records_;
  }
}

void HandshakeMarks::next_flight() {
  ++flight_;
  records_ = told_ = 0;
  marks_.clear();
}

std::optional<HandshakeMarks::Mark> HandshakeMarks::find(const HandshakePlace& place,
                                                         std::size_t flight_bytes) const {
  if (place.kind == HandshakePlace::Kind::flight && place.number == flight_)
    return Mark{0, 0, flight_bytes};
  if (place.kind != HandshakePlace::Kind::message) return std::nullopt;
  const auto found = std::find_if(marks_.begin(), marks_.end(),
                                  [&](const Mark& mark) { return mark.message == place.number; });
  if (found == marks_.end() || found->end > flight_bytes) return std::nullopt;
  return *found;
}

void HandshakeMarks::taken_out(const Mark& stretch) {
  const std::size_t length = stretch.end - stretch.begin;
  std::erase_if(marks_, [&](const Mark& mark) {
    return mark.begin >= stretch.begin && mark.end <= stretch.end;
  });
  for (Mark& mark : marks_) {
    if (mark.begin < stretch.end) continue;
    mark.begin -= length;
    mark.end -= length;
  }
}

}  // namespace tetra::wire
