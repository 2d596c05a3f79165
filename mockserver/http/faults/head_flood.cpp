// http.head-flood: header fields without end.
#include <algorithm>

#include "engine/http/exchange.hpp"

namespace tetra::http {
namespace {

// One field over and over, cut off at a size: as long as is asked for, and nothing of it in memory.
class Flood final : public ByteSource {
 public:
  Flood(std::string field, std::uint64_t size) : field_(std::move(field)), size_(size) {}
  std::optional<std::uint64_t> size() const override { return size_; }
  std::size_t read(std::uint64_t offset, std::span<char> into) const override {
    const std::uint64_t n =
        offset >= size_ ? 0 : std::min<std::uint64_t>(size_ - offset, into.size());
    for (std::uint64_t i = 0; i < n; ++i) into[i] = field_[(offset + i) % field_.size()];
    return static_cast<std::size_t>(n);
  }

 private:
  std::string field_;
  std::uint64_t size_;
};

class HeadFlood final : public Fault {
 public:
  explicit HeadFlood(fault::Params& params)
      : size_(params.size("size", "how much of them, rounded up to whole fields", "1MiB")),
        field_(params.size("field", "how long each of them is, 16 bytes at least", "1KiB")) {
    if (field_.bytes < 16 || field_.bytes > (1 << 20))
      params.complain("`field` is not between 16 bytes and 1 MiB");
  }

  void on_response(const Exchange& /*exchange*/, Response& response,
                   const wire::Acted& acted) override {
    std::string field = "X-Flood: ";
    field.append(static_cast<std::size_t>(field_.bytes) - field.size() - 2, 'f').append("\r\n");
    const std::uint64_t size = (size_.bytes + field.size() - 1) / field.size() * field.size();
    response.more_head = std::make_shared<Flood>(std::move(field), size);
    // A peer that has had enough may leave at any field: it has met the fault in the first KiB.
    Position begun;
    begun.bytes = std::min<std::uint64_t>(1024, size);
    response.head_delivery.pauses.push_back(wire::Delivery::Pause{begun, Duration::zero(), acted});
  }

 private:
  ByteSize size_, field_;
};

const fault::Register<HeadFlood> head_flood_entry{{
    .layer = "http",
    .name = "head-flood",
    .services = every_http_service,
    .summary = "Puts this many bytes of header fields into the head, made as they are sent: as "
               "many as it takes.",
}};

}  // namespace
}  // namespace tetra::http
