#include "connector/revocation/pointers.hpp"

#include <openssl/x509v3.h>

namespace tetra::connector {

namespace {

constexpr std::size_t most_pointers = 4;

void keep_http(std::vector<std::string>& urls, const ASN1_STRING* text) {
  const std::string url(reinterpret_cast<const char*>(ASN1_STRING_get0_data(text)),
                        static_cast<std::size_t>(ASN1_STRING_length(text)));
  if (urls.size() < most_pointers && url.size() < 2000 && url.starts_with("http://"))
    urls.push_back(url);
}

}  // namespace

std::vector<std::string> ocsp_urls(X509* certificate) {
  std::vector<std::string> urls;
  auto* access = static_cast<AUTHORITY_INFO_ACCESS*>(
      X509_get_ext_d2i(certificate, NID_info_access, nullptr, nullptr));
  for (int i = 0; i < sk_ACCESS_DESCRIPTION_num(access); ++i) {
    const ACCESS_DESCRIPTION* entry = sk_ACCESS_DESCRIPTION_value(access, i);
    if (OBJ_obj2nid(entry->method) == NID_ad_OCSP && entry->location->type == GEN_URI)
      keep_http(urls, entry->location->d.uniformResourceIdentifier);
  }
  AUTHORITY_INFO_ACCESS_free(access);
  return urls;
}

std::vector<std::string> crl_urls(X509* certificate) {
  std::vector<std::string> urls;
  auto* points = static_cast<CRL_DIST_POINTS*>(
      X509_get_ext_d2i(certificate, NID_crl_distribution_points, nullptr, nullptr));
  for (int i = 0; i < sk_DIST_POINT_num(points); ++i) {
    const DIST_POINT_NAME* name = sk_DIST_POINT_value(points, i)->distpoint;
    if (name == nullptr || name->type != 0) continue;
    for (int j = 0; j < sk_GENERAL_NAME_num(name->name.fullname); ++j) {
      const GENERAL_NAME* entry = sk_GENERAL_NAME_value(name->name.fullname, j);
      if (entry->type == GEN_URI) keep_http(urls, entry->d.uniformResourceIdentifier);
    }
  }
  CRL_DIST_POINTS_free(points);
  return urls;
}

}  // namespace tetra::connector
