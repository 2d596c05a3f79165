#include "certs/openssl.hpp"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <array>

namespace tetra::certs {
namespace {

std::string drain_error_queue() {
  std::string text;
  std::array<char, 256> line{};
  while (const auto code = ERR_get_error()) {
    ERR_error_string_n(code, line.data(), line.size());
    text += std::string(": ") + line.data();
  }
  return text;
}

using Bio = Owned<BIO, BIO_free_all>;

Bio memory() {
  return Bio(require(BIO_new(BIO_s_mem()), "BIO_new"));
}

std::string contents(const Bio& bio) {
  char* data = nullptr;
  const auto size = BIO_get_mem_data(bio.get(), &data);
  return {data, static_cast<std::size_t>(size)};
}

}  // namespace

CryptoError::CryptoError(const std::string& doing)
    : std::runtime_error(doing + drain_error_queue()) {}

void require(int result, const char* doing) {
  if (result <= 0) throw CryptoError(doing);
}

std::string to_der(const Certificate& certificate) {
  const int size = i2d_X509(certificate.get(), nullptr);
  require(size, "i2d_X509");
  std::string der(static_cast<std::size_t>(size), '\0');
  auto* out = reinterpret_cast<unsigned char*>(der.data());
  i2d_X509(certificate.get(), &out);
  return der;
}

std::string to_pem(const Certificate& certificate) {
  return armour("CERTIFICATE", to_der(certificate));
}

std::string private_key_pem(const Key& key) {
  const auto bio = memory();
  require(PEM_write_bio_PrivateKey(bio.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr),
          "PEM_write_bio_PrivateKey");
  return contents(bio);
}

std::string armour(const std::string& label, const std::string& der) {
  const auto bio = memory();
  const auto* bytes = reinterpret_cast<const unsigned char*>(der.data());
  require(PEM_write_bio(bio.get(), label.c_str(), "", bytes, static_cast<long>(der.size())),
          "PEM_write_bio");
  return contents(bio);
}

}  // namespace tetra::certs
