#include "connector/tell/outcome.hpp"

#include <utility>

namespace tetra::connector {
Stage Outcome::stage() const {
  return row_of(cause).stage;
}
std::string_view Outcome::code() const {
  return row_of(cause).word;
}

std::string_view Outcome::lasterror_source() const {
  const bool published = lasterror == proxy_not_connected || lasterror == proxy_not_authenticated ||
                         lasterror == proxy_download_failed;
  return published ? "published" : "lab";
}

Outcome success() {
  return {};
}

Outcome failed(Cause cause, std::string detail, int http_status) {
  return Outcome{cause, row_of(cause).lasterror, std::move(detail), http_status};
}

Outcome through_proxy(Outcome outcome) {
  switch (outcome.stage()) {
    case Stage::tls:
    case Stage::certificate:
    case Stage::revocation:
    case Stage::http:
    case Stage::download:
      outcome.lasterror = proxy_download_failed;
      break;
    default:
      break;
  }
  return outcome;
}

}  // namespace tetra::connector
