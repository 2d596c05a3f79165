#include <cstddef>
#include <cstdint>

#include "certs/ocsp_answer.hpp"

/// Any bytes as an OCSP request: what can be read is answered as well, because an answer echoes
/// parts of the request.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto pki = tetra::certs::Pki::create({.hosts = {"localhost"}}).value();
  const auto request =
      tetra::certs::parse_ocsp_request({reinterpret_cast<const char*>(data), size});
  if (request) tetra::certs::encode_ocsp(pki, pki.revocations(), *request);
  return 0;
}
