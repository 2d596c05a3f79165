#include "mockserver/definitions/fingerprint.hpp"

#include <openssl/evp.h>
#include <zlib.h>

#include <array>
#include <memory>
#include <stdexcept>

#include "engine/base/text.hpp"

namespace tetra::definitions {
namespace {

template <class Use>
void each_piece(const ByteSource& source, Use use) {
  if (!source.size()) throw std::logic_error("a stream without an end has no fingerprint");
  std::array<char, 16 * 1024> piece;
  std::uint64_t offset = 0;
  while (const std::size_t n = source.read(offset, piece)) {
    use(piece.data(), n);
    offset += n;
  }
}

class Md5 {
 public:
  Md5() : context_(EVP_MD_CTX_new(), EVP_MD_CTX_free) {
    if (!context_ || EVP_DigestInit_ex(context_.get(), EVP_md5(), nullptr) != 1)
      throw std::runtime_error("OpenSSL has no MD5 here");
  }
  void update(const char* data, std::size_t n) { EVP_DigestUpdate(context_.get(), data, n); }
  std::string hex() {
    std::array<unsigned char, 16> digest{};
    EVP_DigestFinal_ex(context_.get(), digest.data(), nullptr);
    return text::hex(digest);
  }

 private:
  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context_;
};

}  // namespace

std::string md5_hex(const ByteSource& source) {
  Md5 md5;
  each_piece(source, [&](const char* data, std::size_t n) { md5.update(data, n); });
  return md5.hex();
}

std::string md5_hex(std::string_view text) {
  Md5 md5;
  md5.update(text.data(), text.size());
  return md5.hex();
}

std::uint32_t crc32_of(const ByteSource& source) {
  uLong crc = ::crc32(0, nullptr, 0);
  each_piece(source, [&](const char* data, std::size_t n) {
    crc = ::crc32(crc, reinterpret_cast<const Bytef*>(data), static_cast<uInt>(n));
  });
  return static_cast<std::uint32_t>(crc);
}

const std::string& FingerprintCache::md5(std::uint64_t content, const ByteSource& bytes) {
  auto& known = known_[content];
  if (known.md5.empty()) known.md5 = md5_hex(bytes);
  return known.md5;
}

std::uint32_t FingerprintCache::crc32(std::uint64_t content, const ByteSource& bytes) {
  auto& known = known_[content];
  if (!known.crc32) known.crc32 = crc32_of(bytes);
  return *known.crc32;
}

}  // namespace tetra::definitions
