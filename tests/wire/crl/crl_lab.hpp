#pragma once
#include <openssl/x509v3.h>

#include <memory>
#include <optional>

#include "mockserver/crl/publisher.hpp"
#include "tests/support/server.hpp"

namespace tetra::crl {

/// A CRL host behind HTTP with at most one fault, and OpenSSL's reading of the intermediate's list.
class CrlLab {
 public:
  /// `fault` empty: a healthy host.
  CrlLab(const std::string& fault, const Node& parameters);

  void fetch();
  std::size_t acted();

  const std::string& bytes() const { return bytes_; }
  X509_CRL* list() const { return list_.get(); }  ///< null: no CRL in DER
  bool verified() const {
    return list_ && X509_CRL_verify(list_.get(), X509_get0_pubkey(leaf_.issuer.get())) == 1;
  }
  bool named_right() const {
    return list_ && X509_NAME_cmp(X509_CRL_get_issuer(list_.get()),
                                  X509_get_subject_name(leaf_.issuer.get())) == 0;
  }
  int entries() const {
    return list_ ? sk_X509_REVOKED_num(X509_CRL_get_REVOKED(list_.get())) : -1;
  }
  /// The leaf's entry, or null.
  X509_REVOKED* leafs_entry() const;
  bool has(int extension_nid) const {
    return list_ && X509_CRL_get_ext_by_NID(list_.get(), extension_nid, -1) >= 0;
  }

 private:
  http::Response answer(const http::Exchange& exchange);

  test::Recorder events_;
  journal::Journal journal_;
  fault::Clockwork clockwork_;
  fault::Plan<Fault> plan_{clockwork_};
  certs::Pki pki_;
  certs::Identity leaf_;
  Publisher publisher_{pki_, plan_};
  std::string bytes_;
  std::unique_ptr<X509_CRL, decltype(&X509_CRL_free)> list_{nullptr, X509_CRL_free};
  std::optional<test::HttpServer> server_;  // last: its loop ends before what it uses
};

}  // namespace tetra::crl
