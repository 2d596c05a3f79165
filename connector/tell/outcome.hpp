#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

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

/// Why an update ended. One row of the table in outcome.cpp each: word, stage, number.
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
};

/// How an update, or one step of it, ended.
struct Outcome {
  Cause cause = Cause::none;
  std::uint32_t lasterror = 0;  ///< 0 for success is the lab's own choice as well
  std::string detail;           ///< what exactly was seen, one line, printable
  int http_status = 0;          ///< of the reply that ended it, 0 when there was none

  bool ok() const { return cause == Cause::none; }
  Stage stage() const;
  std::string_view code() const;
  /// `published` for the three documented codes, `lab` for every other number, 0 included.
  std::string_view lasterror_source() const;
};

Outcome success();
Outcome failed(Cause cause, std::string detail, int http_status = 0);
/// The same end as it is told when a proxy stood between: what failed behind the proxy becomes
/// 4294965187 (FACTS 1; which causes land there is mark I). Bad content and local trouble keep the
/// lab's own number. Stage and word stay.
Outcome through_proxy(Outcome outcome);

std::span<const CauseRow> causes();
const CauseRow& row_of(Cause cause);
std::string_view to_string(Stage stage);

}  // namespace tetra::connector
