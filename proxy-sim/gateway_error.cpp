#include "proxy-sim/gateway_error.hpp"

#include <fmt/format.h>

#include <array>

#include "engine/base/text.hpp"

namespace tetra::proxy {
namespace {

struct Row {
  Failure failure;
  int status;
  std::string_view word;
  std::string_view text;
};
constexpr std::array rows{
    Row{Failure::unresolvable, 502, "unresolvable", "The proxy could not resolve the name of {}."},
    Row{Failure::lookup_timed_out, 504, "lookup-timed-out",
        "The proxy got no answer from the DNS when it looked up {}."},
    Row{Failure::refused, 502, "refused", "{} refused the proxy's connection."},
    Row{Failure::timed_out, 504, "timed-out", "{} did not answer the proxy in time."},
    Row{Failure::no_route, 502, "no-route", "The proxy has no route to {}."},
    Row{Failure::broken_off, 502, "broken-off", "{} closed the connection before it had answered."},
};

const Row& row_of(Failure failure) {
  for (const Row& row : rows) {
    if (row.failure == failure) return row;
  }
  return rows.front();
}

}  // namespace

std::string_view to_string(Failure failure) {
  return row_of(failure).word;
}

http::Response gateway_error(Failure failure, std::string_view authority) {
  const Row& row = row_of(failure);
  return http::text_response(
      row.status, fmt::format(fmt::runtime(row.text), text::printable(authority)) + "\n");
}

}  // namespace tetra::proxy
