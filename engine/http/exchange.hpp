#pragma once
#include <string>

#include "engine/fault/plan.hpp"
#include "engine/http/message.hpp"

namespace tetra::http {

/// One request on one connection of one service.
struct Exchange {
  const Request& request;
  std::string_view service;
  std::uint64_t connection = 0;  ///< nth of the service, from 1
  std::uint64_t number = 0;      ///< nth request of the service, from 1
  std::string_view address;      ///< local address without port
};

/// What spoils an HTTP exchange: a fault answers in the handler's place, or changes the healthy
/// response or the way it is written. `acted` must be called when the peer gets the deviation: put
/// it into an order, `on_head` or `on_sent`.
class Fault : public fault::Fault {
 public:
  /// Asked before the handler, so that a proxy that refuses has not yet connected anywhere.
  /// nullopt: the handler answers.
  virtual std::optional<Response> instead(const Exchange& /*exchange*/,
                                          const wire::Acted& /*acted*/) {
    return std::nullopt;
  }
  /// Called before the handler: changes what the service understands of the request, such as a
  /// Range that it ignores.
  virtual void on_request(Request& /*understood*/, const wire::Acted& /*acted*/) {}
  /// Called with the handler's response, or with the one given instead of it.
  virtual void on_response(const Exchange& /*exchange*/, Response& /*response*/,
                           const wire::Acted& /*acted*/) {}
};

/// The services that speak HTTP: for `Info::services` of HTTP faults.
inline const std::vector<std::string_view> every_http_service{"update", "ocsp", "crl", "proxy",
                                                              "pac"};

/// Makes the healthy answer of one service.
class Handler {
 public:
  virtual ~Handler() = default;
  virtual Task<Response> handle(const Exchange& exchange) = 0;
};

/// What the loop needs of its service. The references live as long as the world.
struct Serving {
  std::string service;
  std::uint64_t connection = 0;
  std::string address;
  std::uint64_t* requests = nullptr;  ///< counts the service's requests
  fault::Plan<Fault>* plan = nullptr;
  journal::Journal* journal = nullptr;
};

/// Serves requests on the connection until either side ends it; pipelining and keep-alive as RFC
/// 9112 section 9 says. Malformed requests are answered 400, too large heads 431, too large bodies
/// 413, and the connection ends.
Task<> serve(wire::Connection& peer, Handler& handler, Serving serving);

}  // namespace tetra::http
