#include "mockserver/dns/message.hpp"

#include "engine/base/text.hpp"
#include "mockserver/dns/ldns_handle.hpp"

namespace tetra::dns {

std::uint16_t get16(std::string_view bytes, std::size_t at) {
  const auto high = static_cast<unsigned char>(bytes[at]);
  const auto low = static_cast<unsigned char>(bytes[at + 1]);
  return static_cast<std::uint16_t>(high << 8 | low);
}

void put16(std::string& bytes, std::size_t at, std::uint16_t value) {
  bytes[at] = static_cast<char>(value >> 8);
  bytes[at + 1] = static_cast<char>(value & 0xFF);
}

void append16(std::string& bytes, std::uint16_t value) {
  bytes.resize(bytes.size() + 2);
  put16(bytes, bytes.size() - 2, value);
}

std::size_t name_end(std::string_view bytes, std::size_t at) {
  const std::size_t start = at;
  while (at < bytes.size()) {
    const auto length = static_cast<unsigned char>(bytes[at]);
    if (length > LDNS_MAX_LABELLEN) return 0;
    at += std::size_t{1} + length;
    if (at - start > LDNS_MAX_DOMAINLEN) return 0;
    if (length == 0) return at;
  }
  return 0;
}

std::size_t question_end(std::string_view message) {
  if (message.size() <= header_size) return 0;
  const std::size_t end = name_end(message, header_size);
  return end == 0 || end + 4 > message.size() ? 0 : end + 4;
}

std::string wire_name(std::string_view text) {
  const LdnsPtr<ldns_rdf> name(ldns_dname_new_frm_str(std::string(text).c_str()));
  if (!name) return {};
  return std::string(reinterpret_cast<const char*>(ldns_rdf_data(name.get())),
                     ldns_rdf_size(name.get()));
}

std::string name_text(std::string_view wire) {
  const LdnsPtr<ldns_rdf> name(
      ldns_dname_new_frm_data(static_cast<std::uint16_t>(wire.size()), wire.data()));
  const LdnsPtr<char> text(name ? ldns_rdf2str(name.get()) : nullptr);
  return text ? std::string(text.get()) : std::string();
}

std::string canonical(std::string_view text) {
  std::string name = text::lower(text);
  if (!name.empty() && name.back() == '.') name.pop_back();
  return name;
}

}  // namespace tetra::dns
