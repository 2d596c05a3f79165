#include "connector/update/md5.hpp"

#include <array>
#include <span>
#include <vector>

#include "connector/local/file_ptr.hpp"
#include "engine/base/text.hpp"

namespace tetra::connector {
namespace {

constexpr std::size_t most_at_once = 64 * 1024;

}  // namespace

Md5::Md5() : context_(EVP_MD_CTX_new()) {
  EVP_DigestInit_ex(context_.get(), EVP_md5(), nullptr);
}

void Md5::add(const unsigned char* bytes, std::size_t n) {
  EVP_DigestUpdate(context_.get(), bytes, n);
}

std::string Md5::hex() {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int length = 0;
  EVP_DigestFinal_ex(context_.get(), digest.data(), &length);
  return text::hex(std::span(digest.data(), length));
}

std::string md5_of(const std::filesystem::path& file) {
  const FilePtr in(std::fopen(file.c_str(), "rbe"));
  if (!in) return {};
  Md5 md5;
  std::vector<unsigned char> bytes(most_at_once);
  while (const std::size_t n = std::fread(bytes.data(), 1, bytes.size(), in.get()))
    md5.add(bytes.data(), n);
  return std::ferror(in.get()) != 0 ? std::string() : md5.hex();
}

}  // namespace tetra::connector
