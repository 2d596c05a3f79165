#include "harness/report/html_page.hpp"

#include <openssl/evp.h>
#include <openssl/sha.h>

#include <array>

namespace tetra::report {

std::string fill_places(std::string_view text,
                        const std::map<std::string, std::string_view>& places) {
  std::string out;
  std::size_t from = 0;
  while (true) {
    const std::size_t open = text.find("{{", from);
    const std::size_t close = open == text.npos ? text.npos : text.find("}}", open);
    if (close == text.npos) return out.append(text.substr(from));
    out.append(text.substr(from, open - from));
    const auto found = places.find(std::string(text.substr(open + 2, close - open - 2)));
    out.append(found == places.end() ? text.substr(open, close + 2 - open) : found->second);
    from = close + 2;
  }
}

std::string safe_in_script(const std::string& json) {
  std::string out;
  out.reserve(json.size());
  for (std::size_t n = 0; n < json.size(); ++n) {
    const std::string_view rest = std::string_view(json).substr(n, 3);
    if (json[n] == '<') {
      out += "\\u003c";
    } else if (rest == "\xe2\x80\xa8" || rest == "\xe2\x80\xa9") {
      out += rest == "\xe2\x80\xa8" ? "\\u2028" : "\\u2029";
      n += 2;
    } else {
      out += json[n];
    }
  }
  return out;
}

std::string base64(std::string_view bytes) {
  std::string text(4 * ((bytes.size() + 2) / 3) + 1, '\0');  // EVP_EncodeBlock ends with a NUL
  const int length = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                                     reinterpret_cast<const unsigned char*>(bytes.data()),
                                     static_cast<int>(bytes.size()));
  text.resize(static_cast<std::size_t>(length));
  return text;
}

std::string policy_hash(std::string_view text) {
  std::array<unsigned char, SHA256_DIGEST_LENGTH> hash{};
  SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(), hash.data());
  return "'sha256-" + base64({reinterpret_cast<const char*>(hash.data()), hash.size()}) + "'";
}

}  // namespace tetra::report
