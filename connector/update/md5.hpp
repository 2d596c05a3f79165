#pragma once
#include <openssl/evp.h>

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>

namespace tetra::connector {

/// An md5 that grows with what is added to it: what the manifest says of each unpacked file.
class Md5 {
 public:
  Md5();
  void add(const unsigned char* bytes, std::size_t n);
  /// Lower case. Ends it.
  std::string hex();

 private:
  struct Free {
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
  };
  std::unique_ptr<EVP_MD_CTX, Free> context_;
};

/// The md5 of a file, or empty when it can't be read.
std::string md5_of(const std::filesystem::path& file);

}  // namespace tetra::connector
