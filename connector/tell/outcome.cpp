#include "connector/tell/outcome.hpp"

#include <array>
#include <utility>

namespace tetra::connector {
namespace {

constexpr std::array table{
    CauseRow{Cause::none, Stage::none, "none", 0},
    CauseRow{Cause::dns_nxdomain, Stage::dns, "dns-nxdomain", lab_base + 0x101},
    CauseRow{Cause::dns_failed, Stage::dns, "dns-failed", lab_base + 0x102},
    CauseRow{Cause::dns_timeout, Stage::dns, "dns-timeout", lab_base + 0x103},
    CauseRow{Cause::connect_refused, Stage::tcp, "connect-refused", lab_base + 0x201},
    CauseRow{Cause::connect_timeout, Stage::tcp, "connect-timeout", lab_base + 0x202},
    CauseRow{Cause::connect_unreachable, Stage::tcp, "connect-unreachable", lab_base + 0x203},
    CauseRow{Cause::connect_failed, Stage::tcp, "connect-failed", lab_base + 0x204},
    CauseRow{Cause::tls_alert, Stage::tls, "tls-alert", lab_base + 0x301},
    CauseRow{Cause::tls_closed, Stage::tls, "tls-closed", lab_base + 0x302},
    CauseRow{Cause::tls_reset, Stage::tls, "tls-reset", lab_base + 0x303},
    CauseRow{Cause::tls_timeout, Stage::tls, "tls-timeout", lab_base + 0x304},
    CauseRow{Cause::tls_not_tls, Stage::tls, "tls-not-tls", lab_base + 0x305},
    CauseRow{Cause::tls_handshake, Stage::tls, "tls-handshake", lab_base + 0x306},
    CauseRow{Cause::cert_expired, Stage::certificate, "cert-expired", lab_base + 0x401},
    CauseRow{Cause::cert_not_yet_valid, Stage::certificate, "cert-not-yet-valid", lab_base + 0x402},
    CauseRow{Cause::cert_wrong_host, Stage::certificate, "cert-wrong-host", lab_base + 0x403},
    CauseRow{Cause::cert_untrusted_root, Stage::certificate, "cert-untrusted-root",
             lab_base + 0x404},
    CauseRow{Cause::cert_self_signed, Stage::certificate, "cert-self-signed", lab_base + 0x405},
    CauseRow{Cause::cert_missing_intermediate, Stage::certificate, "cert-missing-intermediate",
             lab_base + 0x406},
    CauseRow{Cause::cert_other, Stage::certificate, "cert-other", lab_base + 0x407},
    CauseRow{Cause::revoked, Stage::revocation, "revoked", lab_base + 0x501},
    CauseRow{Cause::revocation_offline, Stage::revocation, "revocation-offline", lab_base + 0x502},
    CauseRow{Cause::no_revocation_check, Stage::revocation, "no-revocation-check",
             lab_base + 0x503},
    CauseRow{Cause::http_status, Stage::http, "http-status", lab_base + 0x601},
    CauseRow{Cause::http_malformed, Stage::http, "http-malformed", lab_base + 0x602},
    CauseRow{Cause::http_no_reply, Stage::http, "http-no-reply", lab_base + 0x603},
    CauseRow{Cause::http_reply_cut, Stage::http, "http-reply-cut", lab_base + 0x604},
    CauseRow{Cause::http_reset, Stage::http, "http-reset", lab_base + 0x605},
    CauseRow{Cause::http_timeout, Stage::http, "http-timeout", lab_base + 0x606},
    CauseRow{Cause::http_range_wrong, Stage::http, "http-range-wrong", lab_base + 0x607},
    CauseRow{Cause::http_too_large, Stage::http, "http-too-large", lab_base + 0x608},
    CauseRow{Cause::download_closed, Stage::download, "download-closed", lab_base + 0x701},
    CauseRow{Cause::download_truncated, Stage::download, "download-truncated", lab_base + 0x702},
    CauseRow{Cause::download_reset, Stage::download, "download-reset", lab_base + 0x703},
    CauseRow{Cause::download_timeout, Stage::download, "download-timeout", lab_base + 0x704},
    CauseRow{Cause::download_tls_error, Stage::download, "download-tls-error", lab_base + 0x705},
    CauseRow{Cause::versions_id_bad, Stage::content, "versions-id-bad", lab_base + 0x801},
    CauseRow{Cause::manifest_bad, Stage::content, "manifest-bad", lab_base + 0x802},
    CauseRow{Cause::path_bad, Stage::content, "path-bad", lab_base + 0x803},
    CauseRow{Cause::signature_bad, Stage::content, "signature-bad", lab_base + 0x804},
    CauseRow{Cause::signature_key_bad, Stage::local, "signature-key-bad", lab_base + 0x805},
    CauseRow{Cause::gzip_bad, Stage::content, "gzip-bad", lab_base + 0x806},
    CauseRow{Cause::gzip_too_large, Stage::content, "gzip-too-large", lab_base + 0x807},
    CauseRow{Cause::md5_mismatch, Stage::content, "md5-mismatch", lab_base + 0x808},
    CauseRow{Cause::size_mismatch, Stage::content, "size-mismatch", lab_base + 0x809},
    CauseRow{Cause::manifest_stale, Stage::content, "manifest-stale", lab_base + 0x80A},
    CauseRow{Cause::version_older, Stage::content, "version-older", lab_base + 0x80B},
    CauseRow{Cause::version_changed, Stage::content, "version-changed", lab_base + 0x80C},
    CauseRow{Cause::proxy_name_not_resolved, Stage::proxy, "proxy-name-not-resolved",
             proxy_not_connected},
    CauseRow{Cause::proxy_connect_refused, Stage::proxy, "proxy-connect-refused",
             proxy_not_connected},
    CauseRow{Cause::proxy_connect_timeout, Stage::proxy, "proxy-connect-timeout",
             proxy_not_connected},
    CauseRow{Cause::proxy_unreachable, Stage::proxy, "proxy-unreachable", proxy_not_connected},
    // Where SOCKS and PAC failures land is mark I: what never spoke SOCKS, or named no proxy, is a
    // proxy that was not connected to.
    CauseRow{Cause::socks_not_socks, Stage::proxy, "socks-not-socks", proxy_not_connected},
    CauseRow{Cause::socks_no_answer, Stage::proxy, "socks-no-answer", proxy_not_connected},
    CauseRow{Cause::pac_unavailable, Stage::proxy, "pac-unavailable", proxy_not_connected},
    CauseRow{Cause::pac_unusable, Stage::proxy, "pac-unusable", proxy_not_connected},
    CauseRow{Cause::proxy_tls, Stage::proxy, "proxy-tls", proxy_not_connected},
    CauseRow{Cause::proxy_auth_required, Stage::proxy_auth, "proxy-auth-required",
             proxy_not_authenticated},
    CauseRow{Cause::proxy_auth_rejected, Stage::proxy_auth, "proxy-auth-rejected",
             proxy_not_authenticated},
    CauseRow{Cause::socks_no_method, Stage::proxy_auth, "socks-no-method", proxy_not_authenticated},
    CauseRow{Cause::socks_login_unanswered, Stage::proxy_auth, "socks-login-unanswered",
             proxy_not_authenticated},
    CauseRow{Cause::tunnel_refused, Stage::tunnel, "tunnel-refused", proxy_download_failed},
    CauseRow{Cause::tunnel_closed, Stage::tunnel, "tunnel-closed", proxy_download_failed},
    CauseRow{Cause::tunnel_reset, Stage::tunnel, "tunnel-reset", proxy_download_failed},
    CauseRow{Cause::tunnel_timeout, Stage::tunnel, "tunnel-timeout", proxy_download_failed},
    CauseRow{Cause::tunnel_malformed, Stage::tunnel, "tunnel-malformed", proxy_download_failed},
    CauseRow{Cause::socks_refused, Stage::tunnel, "socks-refused", proxy_download_failed},
    CauseRow{Cause::disk_full, Stage::local, "disk-full", lab_base + 0x901},
    CauseRow{Cause::own_io, Stage::local, "own-io", lab_base + 0x902},
    CauseRow{Cause::target_locked, Stage::local, "target-locked", lab_base + 0x906},
    CauseRow{Cause::time_limit, Stage::local, "time-limit", lab_base + 0x903},
    CauseRow{Cause::cancelled, Stage::local, "cancelled", lab_base + 0x904},
    CauseRow{Cause::updates_disabled, Stage::local, "updates-disabled", lab_base + 0x905},
};

constexpr bool rows_stand_in_order() {
  for (std::size_t i = 0; i < table.size(); ++i) {
    if (static_cast<std::size_t>(table[i].cause) != i) return false;
  }
  return true;
}
static_assert(rows_stand_in_order(), "row n belongs to cause n");

}  // namespace

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

std::span<const CauseRow> causes() {
  return table;
}
const CauseRow& row_of(Cause cause) {
  return table.at(static_cast<std::size_t>(cause));
}

std::string_view to_string(Stage stage) {
  switch (stage) {
    case Stage::none:
      return "none";
    case Stage::dns:
      return "dns";
    case Stage::tcp:
      return "tcp";
    case Stage::tls:
      return "tls";
    case Stage::certificate:
      return "certificate";
    case Stage::revocation:
      return "revocation";
    case Stage::http:
      return "http";
    case Stage::download:
      return "download";
    case Stage::content:
      return "content";
    case Stage::proxy:
      return "proxy";
    case Stage::proxy_auth:
      return "proxy-auth";
    case Stage::tunnel:
      return "tunnel";
    case Stage::local:
      return "local";
  }
  return "none";
}

}  // namespace tetra::connector
