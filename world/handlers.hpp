#pragma once
#include "engine/http/exchange.hpp"
#include "mockserver/crl/publisher.hpp"
#include "mockserver/definitions/publisher.hpp"
#include "mockserver/ocsp/responder.hpp"

namespace tetra::world {

/// The update server: the definition tree over HTTP.
class UpdateHandler final : public http::Handler {
 public:
  UpdateHandler(const definitions::Tree& tree, fault::Plan<definitions::Fault>& plan)
      : publisher_(tree, plan) {}
  Task<http::Response> handle(const http::Exchange& exchange) override;

 private:
  definitions::Publisher publisher_;
};

/// The OCSP responder over HTTP (RFC 6960 appendix A).
class OcspHandler final : public http::Handler {
 public:
  /// The responder may come later than the handler, but before the first request.
  explicit OcspHandler(const std::unique_ptr<ocsp::Responder>& responder) : responder_(responder) {}
  Task<http::Response> handle(const http::Exchange& exchange) override;

 private:
  const std::unique_ptr<ocsp::Responder>& responder_;
};

/// The CRL and CA-issuers host. Paths: FACTS section 2 (C).
class CrlHandler final : public http::Handler {
 public:
  /// The publisher may come later than the handler, but before the first request.
  explicit CrlHandler(const std::unique_ptr<crl::Publisher>& publisher) : publisher_(publisher) {}
  Task<http::Response> handle(const http::Exchange& exchange) override;

 private:
  const std::unique_ptr<crl::Publisher>& publisher_;
};

}  // namespace tetra::world
