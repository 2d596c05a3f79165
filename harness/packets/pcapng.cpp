#include "harness/packets/pcapng.hpp"

#include <array>
#include <bit>

namespace tetra::packets {
namespace {

// Block types, options and record types of draft-ietf-opsawg-pcapng-03, sections 4 and 3.5.
enum Block : std::uint32_t {
  section_header = 0x0a0d0d0a,
  interface_description = 1,
  name_resolution = 4,
  interface_statistics = 5,
  enhanced_packet = 6,
  decryption_secrets = 10
};
enum Option : std::uint16_t {
  end_of_options = 0,
  comment = 1,
  if_name = 2,
  if_description = 3,
  userappl = 4,
  if_tsresol = 9,
  isb_ifrecv = 4,
  isb_ifdrop = 5
};
enum Record : std::uint16_t { end_of_records = 0, ipv4 = 1, ipv6 = 2 };

constexpr std::uint32_t byte_order_magic = 0x1a2b3c4d;
constexpr std::uint32_t tls_key_log = 0x544c534b;
constexpr std::uint16_t linktype_raw = 101;  // packets begin with their IP header
constexpr char nanoseconds = 9;              // the power of ten
constexpr std::size_t most_text = 65'000;    // an option's length is a number of 16 bits

// The body of a block, in this machine's byte order, which the section header tells.
class Body {
 public:
  template <class Number>
  Body& number(Number value) {
    const auto raw = std::bit_cast<std::array<char, sizeof value>>(value);
    bytes_.append(raw.data(), raw.size());
    return *this;
  }
  Body& padded(std::string_view text) {
    bytes_.append(text);
    bytes_.append((4 - bytes_.size() % 4) % 4, '\0');
    return *this;
  }
  Body& record(std::uint16_t type, std::string_view value) {
    number(type).number(static_cast<std::uint16_t>(value.size()));
    return padded(value);
  }
  Body& text(std::uint16_t option, std::string_view value) {
    return value.empty() ? *this : record(option, value.substr(0, most_text));
  }
  Body& end_options() { return record(end_of_options, {}); }

  // The whole block: its length stands before and behind the body.
  std::string as(Block type) const {
    Body whole;
    const auto length = static_cast<std::uint32_t>(bytes_.size() + 12);
    whole.number(static_cast<std::uint32_t>(type)).number(length);
    whole.bytes_ += bytes_;
    whole.number(length);
    return std::move(whole.bytes_);
  }

 private:
  std::string bytes_;
};

std::string header_of(const Capture& capture) {
  Body body;
  body.number(byte_order_magic)
      .number(std::uint16_t{1})
      .number(std::uint16_t{0})
      .number(std::int64_t{-1});
  for (const std::string& one : capture.comments) body.text(comment, one);
  return body.text(userappl, capture.application).end_options().as(section_header);
}

std::string interface_of(const Capture& capture) {
  Body body;
  body.number(linktype_raw)
      .number(std::uint16_t{0})
      .number(std::uint32_t{0});  // 0: no limit to what is kept of a packet
  body.text(if_name, capture.interface).text(if_description, capture.description);
  return body.record(if_tsresol, std::string_view(&nanoseconds, 1))
      .end_options()
      .as(interface_description);
}

template <class Address>
std::string raw(const Address& address) {
  const auto bytes = address.to_bytes();
  return {bytes.begin(), bytes.end()};
}

std::string names_of(const Capture& capture) {
  if (capture.names.empty()) return {};
  Body body;
  for (const Name& name : capture.names) {
    std::string value =
        name.address.is_v4() ? raw(name.address.to_v4()) : raw(name.address.to_v6());
    for (const std::string& host : name.hosts) value.append(host).push_back('\0');
    body.record(name.address.is_v4() ? ipv4 : ipv6, value);
  }
  return body.record(end_of_records, {}).as(name_resolution);
}

std::string secrets_of(const Capture& capture) {
  if (capture.tls_secrets.empty()) return {};
  return Body()
      .number(tls_key_log)
      .number(static_cast<std::uint32_t>(capture.tls_secrets.size()))
      .padded(capture.tls_secrets)
      .as(decryption_secrets);
}

Body& time(Body& body, std::int64_t at_ns) {
  const auto at = static_cast<std::uint64_t>(at_ns);
  return body.number(static_cast<std::uint32_t>(at >> 32)).number(static_cast<std::uint32_t>(at));
}

std::string packet_block(const Packet& packet) {
  Body body;
  body.number(std::uint32_t{0});  // the one interface
  time(body, packet.at_ns)
      .number(static_cast<std::uint32_t>(packet.bytes.size()))
      .number(packet.length)
      .padded(packet.bytes);
  for (const std::string& one : packet.comments) body.text(comment, one);
  if (!packet.comments.empty()) body.end_options();
  return body.as(enhanced_packet);
}

std::string statistics_of(const Capture& capture) {
  Body body;
  body.number(std::uint32_t{0});
  time(body, capture.packets.empty() ? 0 : capture.packets.back().at_ns);
  const auto count = [&](std::uint16_t option, std::uint64_t value) {
    body.number(option).number(std::uint16_t{8}).number(value);
  };
  count(isb_ifrecv, capture.packets.size() + capture.dropped);
  count(isb_ifdrop, capture.dropped);
  return body.end_options().as(interface_statistics);
}

}  // namespace

std::string to_pcapng(const Capture& capture) {
  std::string file =
      header_of(capture) + interface_of(capture) + names_of(capture) + secrets_of(capture);
  for (const Packet& packet : capture.packets) file += packet_block(packet);
  return file + statistics_of(capture);
}

}  // namespace tetra::packets
