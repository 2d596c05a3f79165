#pragma once
#include <openssl/ocsp.h>

#include <memory>
#include <optional>

#include "mockserver/ocsp/responder.hpp"
#include "tests/support/server.hpp"

namespace tetra::ocsp {

/// A responder behind HTTP with at most one fault, and OpenSSL's side of the exchange.
class OcspLab {
 public:
  struct Free {
    void operator()(OCSP_REQUEST* p) const { OCSP_REQUEST_free(p); }
    void operator()(OCSP_RESPONSE* p) const { OCSP_RESPONSE_free(p); }
    void operator()(OCSP_BASICRESP* p) const { OCSP_BASICRESP_free(p); }
    void operator()(OCSP_CERTID* p) const { OCSP_CERTID_free(p); }
  };
  template <class T>
  using Owned = std::unique_ptr<T, Free>;

  /// What OCSP_resp_find_status tells of the leaf.
  struct Status {
    int status = -1, reason = -1;
    ASN1_GENERALIZEDTIME *revoked_at = nullptr, *this_update = nullptr, *next_update = nullptr;
  };

  /// `fault` empty: a healthy responder.
  OcspLab(const std::string& fault, const Node& parameters, fault::Trigger trigger = {});

  /// Asks about the leaf and keeps what comes.
  void ask(bool with_nonce = true);
  /// How often the fault acted.
  std::size_t acted();

  const std::string& der() const { return der_; }
  OCSP_RESPONSE* response() const { return response_.get(); }  ///< null: no OCSPResponse
  OCSP_BASICRESP* basic() const { return basic_.get(); }       ///< null: none inside
  /// nullopt: the answer says nothing of the leaf.
  std::optional<Status> status() const;
  /// Signed by somebody whom the leaf's issuer allows to (RFC 6960 section 4.2.2.2).
  bool verified() const;
  int nonce() const { return OCSP_check_nonce(request_.get(), basic_.get()); }
  const certs::Identity& leaf() const { return leaf_; }

 private:
  http::Response answer(const http::Exchange& exchange);

  test::Recorder events_;
  journal::Journal journal_;
  fault::Clockwork clockwork_;
  fault::Plan<Fault> plan_{clockwork_};
  certs::Pki pki_;
  certs::Identity leaf_;
  Responder responder_{pki_, plan_};
  Owned<OCSP_REQUEST> request_;
  Owned<OCSP_CERTID> id_;
  Owned<OCSP_RESPONSE> response_;
  Owned<OCSP_BASICRESP> basic_;
  std::string der_;
  std::optional<test::HttpServer> server_;  // last: its loop ends before what it uses
};

}  // namespace tetra::ocsp
