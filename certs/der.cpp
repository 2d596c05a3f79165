#include "certs/der.hpp"

#include <openssl/objects.h>

#include <array>
#include <ctime>

#include "certs/openssl.hpp"

namespace tetra::certs::der {
namespace {

std::string length(std::size_t size) {
  if (size < 0x80) return {static_cast<char>(size)};
  std::string bytes;
  for (auto rest = size; rest > 0; rest >>= 8)
    bytes.insert(bytes.begin(), static_cast<char>(rest & 0xFF));
  bytes.insert(bytes.begin(), static_cast<char>(0x80 | bytes.size()));
  return bytes;
}

std::tm utc(Time at) {
  const std::time_t seconds =
      std::chrono::system_clock::to_time_t(std::chrono::floor<std::chrono::seconds>(at));
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  return parts;
}

std::string formatted(const std::tm& parts, const char* format) {
  std::array<char, 32> text{};
  return {text.data(), std::strftime(text.data(), text.size(), format, &parts)};
}

std::string object(const ASN1_OBJECT* object) {
  const std::size_t size = OBJ_length(object);
  return element(0x06, {reinterpret_cast<const char*>(OBJ_get0_data(object)), size});
}

}  // namespace

std::string element(unsigned char tag, std::string_view content) {
  std::string bytes(1, static_cast<char>(tag));
  bytes += length(content.size());
  bytes += content;
  return bytes;
}

std::string sequence(std::initializer_list<std::string_view> parts) {
  std::string content;
  for (const auto part : parts) content += part;
  return element(0x30, content);
}

std::string set(std::string_view content) {
  return element(0x31, content);
}

std::string context(unsigned number, std::string_view content) {
  return element(static_cast<unsigned char>(0xA0 | number), content);
}

std::string context_primitive(unsigned number, std::string_view content) {
  return element(static_cast<unsigned char>(0x80 | number), content);
}

std::string integer(std::string_view magnitude) {
  while (magnitude.size() > 1 && magnitude.front() == '\0') magnitude.remove_prefix(1);
  std::string content(magnitude);
  if (content.empty() || (static_cast<unsigned char>(content.front()) & 0x80) != 0)
    content.insert(content.begin(), '\0');
  return element(0x02, content);
}

std::string integer(std::uint64_t value) {
  std::string bytes;
  for (; value > 0; value >>= 8) bytes.insert(bytes.begin(), static_cast<char>(value & 0xFF));
  return integer(std::string_view(bytes));
}

std::string enumerated(unsigned char value) {
  return element(0x0A, std::string(1, static_cast<char>(value)));
}
std::string boolean(bool value) {
  return element(0x01, std::string(1, value ? '\xFF' : '\0'));
}
std::string null() {
  return element(0x05, {});
}
std::string octet_string(std::string_view bytes) {
  return element(0x04, bytes);
}

std::string bit_string(std::string_view bytes, unsigned char unused_bits) {
  std::string content(1, static_cast<char>(unused_bits));
  content += bytes;
  return element(0x03, content);
}

std::string object(int nid) {
  return object(require(OBJ_nid2obj(nid), "OBJ_nid2obj"));
}

std::string object(const std::string& text) {
  const Owned<ASN1_OBJECT, ASN1_OBJECT_free> parsed(OBJ_txt2obj(text.c_str(), 0));
  return parsed && OBJ_length(parsed.get()) > 0 ? object(parsed.get()) : std::string();
}

std::string time(Time at) {
  const auto parts = utc(at);
  if (parts.tm_year < 50 || parts.tm_year >= 150) return generalized_time(at);
  return element(0x17, formatted(parts, "%y%m%d%H%M%SZ"));
}

std::string generalized_time(Time at) {
  return element(0x18, formatted(utc(at), "%Y%m%d%H%M%SZ"));
}

}  // namespace tetra::certs::der
