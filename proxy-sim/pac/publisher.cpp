#include "proxy-sim/pac/publisher.hpp"

namespace tetra::pac {

Task<http::Response> Publisher::handle(const http::Exchange& exchange) {
  const std::string& path = exchange.request.path;
  if (path != "/proxy.pac" && path != "/wpad.dat")
    co_return http::text_response(404, "There is no such file.\n");
  http::Response response;
  response.fields.add("Date", http::http_date(std::chrono::system_clock::now()));
  response.fields.add("Content-Type", "application/x-ns-proxy-autoconfig");
  response.fields.add("Cache-Control", "no-cache");
  response.body = bytes_of(healthy_script(places_));
  co_return response;
}

void Publisher::introduce(fault::Fault& fault) const {
  if (auto* spoiling = dynamic_cast<Fault*>(&fault)) spoiling->know(places_);
}

}  // namespace tetra::pac
