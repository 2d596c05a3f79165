#pragma once
#include "engine/http/exchange.hpp"
#include "proxy-sim/pac/script.hpp"

namespace tetra::pac {

/// What puts another script in the place of the healthy one. Layer `pac`; answers other than 200
/// are left alone.
class Fault : public http::Fault {
 public:
  /// Told once, before anything is served.
  void know(Places places) { places_ = std::move(places); }

  void on_response(const http::Exchange& /*exchange*/, http::Response& response,
                   const wire::Acted& acted) final {
    if (response.status != 200 || !response.body) return;
    response.body = bytes_of(spoiled(read_all(*response.body)));
    response.on_head.push_back(acted);
  }

 protected:
  /// The script in place of this one.
  virtual std::string spoiled(std::string script) const = 0;
  const Places& places() const { return places_; }

 private:
  Places places_;
};

}  // namespace tetra::pac
