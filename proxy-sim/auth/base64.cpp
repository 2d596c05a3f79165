#include "proxy-sim/auth/base64.hpp"

#include <openssl/evp.h>

namespace tetra::proxy::auth {
namespace {

constexpr std::string_view alphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::size_t longest_token = 64 * 1024;  // a whole head

}  // namespace

std::optional<std::string> from_base64(std::string_view token) {
  const std::size_t data = token.find_last_not_of('=') + 1;
  const std::size_t padding = token.size() - data;
  if (token.empty() || token.size() > longest_token || token.size() % 4 != 0 || padding > 2)
    return std::nullopt;
  if (token.substr(0, data).find_first_not_of(alphabet) != std::string_view::npos)
    return std::nullopt;
  std::string decoded(token.size() / 4 * 3, '\0');
  const int n = EVP_DecodeBlock(reinterpret_cast<unsigned char*>(decoded.data()),
                                reinterpret_cast<const unsigned char*>(token.data()),
                                static_cast<int>(token.size()));
  if (n < 0) return std::nullopt;
  decoded.resize(static_cast<std::size_t>(n) -
                 padding);  // OpenSSL counts the padding as zero bytes
  return decoded;
}

std::string to_base64(std::string_view bytes) {
  std::string encoded((bytes.size() + 2) / 3 * 4 + 1, '\0');  // OpenSSL ends it with a zero byte
  EVP_EncodeBlock(reinterpret_cast<unsigned char*>(encoded.data()),
                  reinterpret_cast<const unsigned char*>(bytes.data()),
                  static_cast<int>(bytes.size()));
  encoded.pop_back();
  return encoded;
}

}  // namespace tetra::proxy::auth
