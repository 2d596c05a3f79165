#pragma once
#include <openssl/x509.h>

#include <string>
#include <vector>

namespace tetra::connector {

/// The `http://` pointers of a certificate, at most four of each.
std::vector<std::string> ocsp_urls(X509* certificate);
std::vector<std::string> crl_urls(X509* certificate);

}  // namespace tetra::connector
