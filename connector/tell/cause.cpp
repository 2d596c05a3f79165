#include "connector/tell/cause.hpp"

#include <array>

#include "connector/tell/advice.hpp"

namespace tetra::connector {
namespace {

constexpr std::array all_causes{
    CauseRow{Cause::none, Stage::none, "none", 0, advice::nothing},
    CauseRow{Cause::dns_nxdomain, Stage::dns, "dns-nxdomain", lab_base + 0x101,
             advice::server_name},
    CauseRow{Cause::dns_failed, Stage::dns, "dns-failed", lab_base + 0x102, advice::dns_servers},
    CauseRow{Cause::dns_timeout, Stage::dns, "dns-timeout", lab_base + 0x103, advice::dns_servers},
    CauseRow{Cause::connect_refused, Stage::tcp, "connect-refused", lab_base + 0x201,
             advice::way_to_server},
    CauseRow{Cause::connect_timeout, Stage::tcp, "connect-timeout", lab_base + 0x202,
             advice::way_to_server},
    CauseRow{Cause::connect_unreachable, Stage::tcp, "connect-unreachable", lab_base + 0x203,
             advice::way_to_server},
    CauseRow{Cause::connect_failed, Stage::tcp, "connect-failed", lab_base + 0x204,
             advice::way_to_server},
    CauseRow{Cause::tls_alert, Stage::tls, "tls-alert", lab_base + 0x301, advice::tls_inspection},
    CauseRow{Cause::tls_closed, Stage::tls, "tls-closed", lab_base + 0x302, advice::tls_inspection},
    CauseRow{Cause::tls_reset, Stage::tls, "tls-reset", lab_base + 0x303, advice::tls_inspection},
    CauseRow{Cause::tls_timeout, Stage::tls, "tls-timeout", lab_base + 0x304,
             advice::tls_inspection},
    CauseRow{Cause::tls_not_tls, Stage::tls, "tls-not-tls", lab_base + 0x305,
             advice::tls_inspection},
    CauseRow{Cause::tls_handshake, Stage::tls, "tls-handshake", lab_base + 0x306,
             advice::tls_inspection},
    CauseRow{Cause::cert_expired, Stage::certificate, "cert-expired", lab_base + 0x401,
             advice::clock},
    CauseRow{Cause::cert_not_yet_valid, Stage::certificate, "cert-not-yet-valid", lab_base + 0x402,
             advice::clock},
    CauseRow{Cause::cert_wrong_host, Stage::certificate, "cert-wrong-host", lab_base + 0x403,
             advice::issuer},
    CauseRow{Cause::cert_untrusted_root, Stage::certificate, "cert-untrusted-root",
             lab_base + 0x404, advice::issuer},
    CauseRow{Cause::cert_self_signed, Stage::certificate, "cert-self-signed", lab_base + 0x405,
             advice::issuer},
    CauseRow{Cause::cert_missing_intermediate, Stage::certificate, "cert-missing-intermediate",
             lab_base + 0x406, advice::intermediate},
    CauseRow{Cause::cert_other, Stage::certificate, "cert-other", lab_base + 0x407, advice::chain},
    CauseRow{Cause::revoked, Stage::revocation, "revoked", lab_base + 0x501, advice::why_revoked},
    CauseRow{Cause::revocation_offline, Stage::revocation, "revocation-offline", lab_base + 0x502,
             advice::revocation_hosts},
    CauseRow{Cause::no_revocation_check, Stage::revocation, "no-revocation-check", lab_base + 0x503,
             advice::revocation_pointers},
    CauseRow{Cause::http_status, Stage::http, "http-status", lab_base + 0x601, advice::status},
    CauseRow{Cause::http_malformed, Stage::http, "http-malformed", lab_base + 0x602,
             advice::changed_replies},
    CauseRow{Cause::http_no_reply, Stage::http, "http-no-reply", lab_base + 0x603,
             advice::ended_after_request},
    CauseRow{Cause::http_reply_cut, Stage::http, "http-reply-cut", lab_base + 0x604,
             advice::ended_after_request},
    CauseRow{Cause::http_reset, Stage::http, "http-reset", lab_base + 0x605,
             advice::ended_after_request},
    CauseRow{Cause::http_timeout, Stage::http, "http-timeout", lab_base + 0x606,
             advice::ended_after_request},
    CauseRow{Cause::http_range_wrong, Stage::http, "http-range-wrong", lab_base + 0x607,
             advice::changed_replies},
    CauseRow{Cause::http_too_large, Stage::http, "http-too-large", lab_base + 0x608,
             advice::changed_replies},
    CauseRow{Cause::download_closed, Stage::download, "download-closed", lab_base + 0x701,
             advice::interrupted},
    CauseRow{Cause::download_truncated, Stage::download, "download-truncated", lab_base + 0x702,
             advice::interrupted},
    CauseRow{Cause::download_reset, Stage::download, "download-reset", lab_base + 0x703,
             advice::interrupted},
    CauseRow{Cause::download_timeout, Stage::download, "download-timeout", lab_base + 0x704,
             advice::interrupted},
    CauseRow{Cause::download_tls_error, Stage::download, "download-tls-error", lab_base + 0x705,
             advice::interrupted},
    CauseRow{Cause::versions_id_bad, Stage::content, "versions-id-bad", lab_base + 0x801,
             advice::block_page},
    CauseRow{Cause::manifest_bad, Stage::content, "manifest-bad", lab_base + 0x802,
             advice::damaged_files},
    CauseRow{Cause::path_bad, Stage::content, "path-bad", lab_base + 0x803, advice::damaged_files},
    CauseRow{Cause::signature_bad, Stage::content, "signature-bad", lab_base + 0x804,
             advice::damaged_files},
    CauseRow{Cause::signature_key_bad, Stage::local, "signature-key-bad", lab_base + 0x805,
             advice::signing_key},
    CauseRow{Cause::gzip_bad, Stage::content, "gzip-bad", lab_base + 0x806, advice::damaged_files},
    CauseRow{Cause::gzip_too_large, Stage::content, "gzip-too-large", lab_base + 0x807,
             advice::damaged_files},
    CauseRow{Cause::md5_mismatch, Stage::content, "md5-mismatch", lab_base + 0x808,
             advice::damaged_files},
    CauseRow{Cause::size_mismatch, Stage::content, "size-mismatch", lab_base + 0x809,
             advice::damaged_files},
    CauseRow{Cause::manifest_stale, Stage::content, "manifest-stale", lab_base + 0x80A,
             advice::stale_mirror},
    CauseRow{Cause::version_older, Stage::content, "version-older", lab_base + 0x80B,
             advice::lagging_mirror},
    CauseRow{Cause::version_changed, Stage::content, "version-changed", lab_base + 0x80C,
             advice::republished},
    CauseRow{Cause::proxy_name_not_resolved, Stage::proxy, "proxy-name-not-resolved",
             proxy_not_connected, advice::way_to_proxy},
    CauseRow{Cause::proxy_connect_refused, Stage::proxy, "proxy-connect-refused",
             proxy_not_connected, advice::way_to_proxy},
    CauseRow{Cause::proxy_connect_timeout, Stage::proxy, "proxy-connect-timeout",
             proxy_not_connected, advice::way_to_proxy},
    CauseRow{Cause::proxy_unreachable, Stage::proxy, "proxy-unreachable", proxy_not_connected,
             advice::way_to_proxy},
    // Where SOCKS and PAC failures land is mark I: what never spoke SOCKS, or named no proxy, is a
    // proxy that was not connected to.
    CauseRow{Cause::socks_not_socks, Stage::proxy, "socks-not-socks", proxy_not_connected,
             advice::way_to_proxy},
    CauseRow{Cause::socks_no_answer, Stage::proxy, "socks-no-answer", proxy_not_connected,
             advice::way_to_proxy},
    CauseRow{Cause::pac_unavailable, Stage::proxy, "pac-unavailable", proxy_not_connected,
             advice::pac_file},
    CauseRow{Cause::pac_unusable, Stage::proxy, "pac-unusable", proxy_not_connected,
             advice::pac_file},
    CauseRow{Cause::proxy_tls, Stage::proxy, "proxy-tls", proxy_not_connected, advice::proxy_port},
    CauseRow{Cause::proxy_auth_required, Stage::proxy_auth, "proxy-auth-required",
             proxy_not_authenticated, advice::proxy_credentials},
    CauseRow{Cause::proxy_auth_rejected, Stage::proxy_auth, "proxy-auth-rejected",
             proxy_not_authenticated, advice::proxy_credentials},
    CauseRow{Cause::socks_no_method, Stage::proxy_auth, "socks-no-method", proxy_not_authenticated,
             advice::proxy_credentials},
    CauseRow{Cause::socks_login_unanswered, Stage::proxy_auth, "socks-login-unanswered",
             proxy_not_authenticated, advice::proxy_credentials},
    CauseRow{Cause::tunnel_refused, Stage::tunnel, "tunnel-refused", proxy_download_failed,
             advice::proxy_log},
    CauseRow{Cause::tunnel_closed, Stage::tunnel, "tunnel-closed", proxy_download_failed,
             advice::proxy_log},
    CauseRow{Cause::tunnel_reset, Stage::tunnel, "tunnel-reset", proxy_download_failed,
             advice::proxy_log},
    CauseRow{Cause::tunnel_timeout, Stage::tunnel, "tunnel-timeout", proxy_download_failed,
             advice::proxy_log},
    CauseRow{Cause::tunnel_malformed, Stage::tunnel, "tunnel-malformed", proxy_download_failed,
             advice::proxy_log},
    CauseRow{Cause::socks_refused, Stage::tunnel, "socks-refused", proxy_download_failed,
             advice::proxy_log},
    CauseRow{Cause::disk_full, Stage::local, "disk-full", lab_base + 0x901, advice::disk_space},
    CauseRow{Cause::own_io, Stage::local, "own-io", lab_base + 0x902, advice::own_folder},
    CauseRow{Cause::target_locked, Stage::local, "target-locked", lab_base + 0x906,
             advice::locked_folder},
    CauseRow{Cause::time_limit, Stage::local, "time-limit", lab_base + 0x903, advice::slow_line},
    CauseRow{Cause::cancelled, Stage::local, "cancelled", lab_base + 0x904, advice::stopped},
    CauseRow{Cause::updates_disabled, Stage::local, "updates-disabled", lab_base + 0x905,
             advice::update_switch},
};

constexpr bool causes_are_whole() {
  for (std::size_t i = 0; i < all_causes.size(); ++i) {
    const CauseRow& row = all_causes[i];
    if (static_cast<std::size_t>(row.cause) != i || row.word.empty()) return false;
    if (row.advice.en.empty() || row.advice.de.empty()) return false;
  }
  return all_causes.size() == static_cast<std::size_t>(Cause::count);
}
static_assert(causes_are_whole(), "row n belongs to cause n, and has its advice in both languages");

}  // namespace

std::span<const CauseRow> causes() {
  return all_causes;
}
const CauseRow& row_of(Cause cause) {
  return all_causes.at(static_cast<std::size_t>(cause));
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
