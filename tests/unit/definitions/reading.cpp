#include "reading.hpp"

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <zlib.h>

#include <array>
#include <functional>
#include <memory>
#include <span>
#include <stdexcept>
#include <vector>

namespace tetra::definitions::reading {
namespace {

// Feeds a whole gzip file through inflate; returns how many bytes of it were used.
std::uint64_t inflate_all(const ByteSource& packed,
                          const std::function<void(std::span<const char>)>& use) {
  z_stream stream{};
  if (inflateInit2(&stream, 15 + 16) != Z_OK) throw std::runtime_error("zlib can't start");
  const std::unique_ptr<z_stream, decltype(&inflateEnd)> guard(&stream, inflateEnd);
  std::array<char, 10'000> in;
  std::vector<char> out(100'000);
  std::uint64_t offset = 0;
  int state = Z_OK;
  while (state != Z_STREAM_END) {
    const std::size_t n = packed.read(offset, in);
    if (n == 0) throw std::runtime_error("the gzip file ends early");
    offset += n;
    stream.next_in = reinterpret_cast<Bytef*>(in.data());
    stream.avail_in = static_cast<uInt>(n);
    do {
      stream.next_out = reinterpret_cast<Bytef*>(out.data());
      stream.avail_out = static_cast<uInt>(out.size());
      state = inflate(&stream, Z_NO_FLUSH);
      if (state != Z_OK && state != Z_STREAM_END && state != Z_BUF_ERROR)
        throw std::runtime_error("zlib refuses the gzip file");
      use(std::span<const char>(out).first(out.size() - stream.avail_out));
    } while (stream.avail_out == 0 && state != Z_STREAM_END);
  }
  return offset - stream.avail_in;
}

}  // namespace

std::string gunzip(std::string_view packed, std::string* rest) {
  std::string plain;
  const auto used = inflate_all(*bytes_of(std::string(packed)), [&](std::span<const char> piece) {
    plain.append(piece.data(), piece.size());
  });
  if (rest) *rest = packed.substr(static_cast<std::size_t>(used));
  return plain;
}

std::uint64_t gunzipped_size(const ByteSource& packed) {
  std::uint64_t size = 0;
  inflate_all(packed, [&](std::span<const char> piece) { size += piece.size(); });
  return size;
}

bool verifies(std::string_view pem, std::string_view text, std::string_view line) {
  constexpr std::string_view kPrefix = "tetra-lab-ed25519 ";
  if (!line.starts_with(kPrefix) || !line.ends_with("==\n")) return false;
  const std::string base64(line.substr(kPrefix.size(), line.size() - kPrefix.size() - 1));
  std::array<unsigned char, 66> raw{};
  if (base64.size() != 88) return false;
  EVP_DecodeBlock(raw.data(), reinterpret_cast<const unsigned char*>(base64.data()), 88);
  const std::unique_ptr<BIO, decltype(&BIO_free)> memory(
      BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), BIO_free);
  const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(
      PEM_read_bio_PUBKEY(memory.get(), nullptr, nullptr, nullptr), EVP_PKEY_free);
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(),
                                                                        EVP_MD_CTX_free);
  return key && EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key.get()) == 1 &&
         EVP_DigestVerify(context.get(), raw.data(), 64,
                          reinterpret_cast<const unsigned char*>(text.data()), text.size()) == 1;
}

}  // namespace tetra::definitions::reading
