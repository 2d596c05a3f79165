#pragma once
#include <openssl/types.h>

#include <memory>
#include <stdexcept>
#include <string>

namespace tetra::certs {

/// A certificate or key, shared by everything that serves it. Never null where a function returns
/// one.
using Certificate = std::shared_ptr<X509>;
using Key = std::shared_ptr<EVP_PKEY>;

/// Sole owner of an OpenSSL object: `Owned<BIO, BIO_free_all>`.
template <auto Free>
struct FreeWith {
  template <class T>
  void operator()(T* object) const {
    Free(object);
  }
};
template <class T, auto Free>
using Owned = std::unique_ptr<T, FreeWith<Free>>;

/// OpenSSL refused something that only a bug or a lack of memory explains. Takes the text out of
/// OpenSSL's error queue.
class CryptoError : public std::runtime_error {
 public:
  explicit CryptoError(const std::string& doing);
};

/// Throws CryptoError when an OpenSSL call told failure (0 or negative).
void require(int result, const char* doing);
/// Throws CryptoError when an OpenSSL call returned no object.
template <class T>
T* require(T* object, const char* doing) {
  if (!object) throw CryptoError(doing);
  return object;
}

/// DER and PEM of what was minted. `private_key_pem` is unencrypted PKCS#8: whoever writes it to a
/// file uses mode 0600.
std::string to_der(const Certificate& certificate);
std::string to_pem(const Certificate& certificate);
std::string private_key_pem(const Key& key);
/// PEM armour around DER; `label` is the word behind BEGIN, for example `X509 CRL`.
std::string armour(const std::string& label, const std::string& der);

}  // namespace tetra::certs
