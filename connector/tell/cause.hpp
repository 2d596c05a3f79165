#pragma once
#include <cstdint>
#include <span>
#include <string_view>

#include "connector/tell/language.hpp"

namespace tetra::connector {

/// The layer at which an update ended, in the words of the scenario language; `local` is this
/// machine's own disk and files.
enum class Stage {
  none,
  dns,
  tcp,
  tls,
  certificate,
  revocation,
  http,
  download,
  content,
  proxy,
  proxy_auth,
  tunnel,
  local
};
std::string_view to_string(Stage stage);

/// Why an update ended. One row of the table in cause.cpp each: word, stage, number.
enum class Cause : std::uint16_t {
  none,
  dns_nxdomain,
  dns_failed,
  dns_timeout,
  connect_refused,
  connect_timeout,
  connect_unreachable,
  connect_failed,
  tls_alert,
  tls_closed,
  tls_reset,
  tls_timeout,
  tls_not_tls,
  tls_handshake,
  cert_expired,
  cert_not_yet_valid,
  cert_wrong_host,
  cert_untrusted_root,
  cert_self_signed,
  cert_missing_intermediate,
  cert_other,
  revoked,
  revocation_offline,
  no_revocation_check,
  http_status,
  http_malformed,
  http_no_reply,
  http_reply_cut,
  http_reset,
  http_timeout,
  http_range_wrong,
  http_too_large,
  download_closed,
  download_truncated,
  download_reset,
  download_timeout,
  download_tls_error,
  versions_id_bad,
  manifest_bad,
  path_bad,
  signature_bad,
  signature_key_bad,
  gzip_bad,
  gzip_too_large,
  md5_mismatch,
  size_mismatch,
  manifest_stale,
  version_older,
  version_changed,
  proxy_name_not_resolved,
  proxy_connect_refused,
  proxy_connect_timeout,
  proxy_unreachable,
  socks_not_socks,
  socks_no_answer,
  pac_unavailable,
  pac_unusable,
  proxy_tls,
  proxy_auth_required,
  proxy_auth_rejected,
  socks_no_method,
  socks_login_unanswered,
  tunnel_refused,
  tunnel_closed,
  tunnel_reset,
  tunnel_timeout,
  tunnel_malformed,
  socks_refused,
  disk_full,
  own_io,
  target_locked,
  time_limit,
  cancelled,
  updates_disabled,
  count,  ///< not a cause: how many there are
};

/// The three codes that Cisco publishes (FACTS 1, mark D).
inline constexpr std::uint32_t proxy_not_connected = 4294965193;
inline constexpr std::uint32_t proxy_not_authenticated = 4294965196;
inline constexpr std::uint32_t proxy_download_failed = 4294965187;
/// Everything else is the lab's own: 0x7E7A0000 + n, positive as a signed number, so never one of
/// Cisco's small negative ones.
inline constexpr std::uint32_t lab_base = 0x7E7A0000;

/// One row: the word is stable and for machines.
struct CauseRow {
  Cause cause;
  Stage stage;
  std::string_view word;
  std::uint32_t lasterror;
  Phrase advice;  ///< what to check
};
std::span<const CauseRow> causes();
const CauseRow& row_of(Cause cause);

}  // namespace tetra::connector
