#include "certs/trust_files.hpp"

#include <fmt/format.h>
#include <openssl/objects.h>
#include <openssl/x509.h>

#include "certs/der.hpp"

namespace tetra::certs {

std::string certificates_p7c(const std::vector<Certificate>& certificates) {
  std::string all;
  for (const auto& certificate : certificates) all += to_der(certificate);
  const auto no_content = der::sequence({der::object(NID_pkcs7_data)});
  const auto signed_data = der::sequence({der::integer(std::uint64_t{1}), der::set({}), no_content,
                                          der::context(0, all), der::set({})});
  return der::sequence({der::object(NID_pkcs7_signed), der::context(0, signed_data)});
}

std::string subject_hash_name(const Certificate& root) {
  int ok = 0;
  const auto hash = X509_NAME_hash_ex(X509_get_subject_name(root.get()), nullptr, nullptr, &ok);
  require(ok, "X509_NAME_hash_ex");
  return fmt::format("{:08x}.0", hash);
}

}  // namespace tetra::certs
