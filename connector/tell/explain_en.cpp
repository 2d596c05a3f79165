#include <array>

#include "connector/tell/trace.hpp"

namespace tetra::connector {
namespace {

/// In the order of Step.
constexpr std::array<std::string_view, step_count> sentences{
    "Attempt {number} of {of}: update from {server}, proxy: {proxy}",
    "  Look up the name {host}",
    "  --connect-to: {host} port {port} is asked at {address} port {to_port}",
    "    {host} has the addresses {addresses}",
    "    No address for {host}: {why}",
    "  Connect to {address} port {port}",
    "    Connected to {address} port {port}",
    "    Not connected: {why}",
    "  Ask the proxy for a tunnel: CONNECT {target} (credentials sent: {credentials})",
    "    The proxy answered {status} {reason}",
    "  Ask the SOCKS server for a way to {target} ({type}, credentials offered: {credentials})",
    "    The SOCKS server answered {answer}",
    "  Fetch the PAC file {url} (directly)",
    "    It says for {url}: {list}",
    "  TLS handshake as {host}",
    "    {version} stands, cipher {cipher}",
    "    Certificate {depth}: {subject}, issued by {issuer}, valid from {from} to {to}",
    "    The chain ends at the trusted root {root}",
    "    The certificate is refused: {why}",
    "    The policy turns the certificate check off (verifypeer=0); without a checked chain there "
    "is no revocation check "
    "either",
    "    The policy turns the revocation check off (crlc=0)",
    "  Ask OCSP about {subject}: {url} (directly, never by the proxy)",
    "    OCSP says {status}, until {until}",
    "    No usable OCSP answer from {url}: {why}",
    "  Fetch the revocation list for {subject}: {url} (directly, never by the proxy)",
    "    The list has {entries} entries and is good until {until}",
    "    No usable list from {url}: {why}",
    "    {subject} names no place where its revocation could be asked for",
    "  {method} {url}",
    "    Status {status}, {bytes} body bytes",
    "    The kept connection had been closed ({why}); ask once more on a new one",
    "    {path}: {bytes} bytes are there already, ask for the rest",
    "    {path}: can't be continued, start it anew",
    "  {engine}: the server offers version {offered}, in use is {installed}",
    "  The manifest names {files} files, {changed} of them have to be fetched",
    "    The manifest's signature is good",
    "    {path}: {bytes} bytes, md5 is right",
    "  Version {version} is in use now",
    "  Version {version} is up to date",
    "Result: stage {stage}, {code}, lasterror {lasterror} {detail}",
    "What to check: {check}",
    "Note: lasterror {lasterror} is this lab's own number; Cisco publishes none for this situation",
    "Wait {interval} until the next attempt",
    "Stopped",
};

/// What to check, the seed's own actions where it names some: from this cause on until the next
/// row.
struct Advice {
  Cause first;
  std::string_view text;
};
constexpr std::array advice_from{
    Advice{Cause::none, "nothing"},
    Advice{Cause::dns_nxdomain,
           "the server's name in the policy, and whether the DNS server knows it (Resolve-DnsName "
           "-Name <server>)"},
    Advice{Cause::dns_failed,
           "whether the endpoint's DNS servers are reachable and answer (Resolve-DnsName -Name "
           "<server>)"},
    Advice{Cause::connect_refused,
           "firewall and route from the endpoint to the server's port 443 (curl.exe -v "
           "https://<server>)"},
    Advice{Cause::tls_alert,
           "whether something on the way inspects or blocks TLS; exempt the definitions server "
           "from it"},
    Advice{Cause::cert_expired,
           "the endpoint's clock first, then who issued the certificate that was served"},
    Advice{Cause::cert_wrong_host,
           "who issued the certificate: TLS interception or a redirected name are the usual "
           "reasons; else the endpoint's "
           "trusted roots"},
    Advice{Cause::cert_missing_intermediate,
           "whether the server sends its intermediate certificate, and whether the endpoint may "
           "fetch it"},
    Advice{Cause::cert_other, "the certificate chain that was served, with the reason told above"},
    Advice{Cause::revoked,
           "why the certificate was revoked; a definitions server with a revoked certificate is "
           "not to be trusted"},
    Advice{
        Cause::revocation_offline,
        "whether the endpoint itself, without the proxy, reaches the OCSP and CRL hosts on port 80 "
        "(commercial.ocsp.identrust.com, validation.identrust.com)"},
    Advice{
        Cause::no_revocation_check,
        "whether TLS interception replaced the certificate by one without OCSP and CRL addresses"},
    Advice{Cause::http_status,
           "the status: who sent it (server, proxy, content filter), and the update server's path "
           "in the policy"},
    Advice{Cause::http_malformed,
           "whether a proxy, cache or content filter on the way changes the replies"},
    Advice{Cause::http_no_reply,
           "whether a firewall or content filter ends the connection after the request; a capture "
           "on both sides shows who"},
    Advice{Cause::http_range_wrong,
           "whether a proxy, cache or content filter on the way changes the replies"},
    Advice{Cause::download_closed,
           "what interrupts long downloads: content filter, size or time limit, unstable line; the "
           "next attempt continues the "
           "file"},
    Advice{Cause::versions_id_bad,
           "what was really answered: a captive portal or block page looks like this"},
    Advice{
        Cause::manifest_bad,
        "whether a cache serves old or damaged files; on an own update server fetch the set anew"},
    Advice{Cause::signature_key_bad,
           "the definitions signing key in the connector's home (definitions-key.pem)"},
    Advice{
        Cause::gzip_bad,
        "whether a cache serves old or damaged files; on an own update server fetch the set anew"},
    Advice{Cause::manifest_stale,
           "which cache or mirror on the way serves an old manifest; on an own update server fetch "
           "the set anew"},
    Advice{Cause::version_older,
           "which mirror or cache answered: it lags behind, or somebody plays old definitions "
           "back; the newer ones stay in use"},
    Advice{Cause::version_changed,
           "whether the vendor or an own update server published the set anew under its old "
           "number; the definitions stay in use"},
    Advice{Cause::proxy_name_not_resolved,
           "the network path to the proxy: its name, port and the firewall between"},
    Advice{Cause::pac_unavailable,
           "the PAC file: its address in the policy or the name wpad in the DNS, what is really "
           "served there, and what it returns"},
    Advice{Cause::proxy_tls,
           "whether the proxy's port speaks TLS, and the proxy's certificate and who issued it"},
    Advice{Cause::proxy_auth_required, "the proxy credentials in the policy"},
    Advice{Cause::tunnel_refused,
           "the proxy's logs: whether it allows and reaches the definitions server"},
    Advice{Cause::disk_full, "free space on the endpoint's disk"},
    Advice{Cause::own_io,
           "the rights and the state of the connector's home folder, and the file that is named"},
    Advice{Cause::target_locked,
           "what holds the definitions folder open: another security product, a backup, a process "
           "of the connector that hangs"},
    Advice{Cause::time_limit,
           "how slow the line is; the time limit was reached before the update was complete"},
    Advice{Cause::cancelled, "nothing: it was stopped from outside"},
    Advice{Cause::updates_disabled, "updater/enable in the policy"},
};

std::string_view sentence(Step step) {
  return sentences.at(static_cast<std::size_t>(step));
}

std::string_view advice(Cause cause) {
  std::string_view text;
  for (const Advice& row : advice_from) {
    if (row.first <= cause) text = row.text;
  }
  return text;
}

}  // namespace

const Phrases& phrases_en() {
  static const Phrases english{sentence, advice};
  return english;
}

}  // namespace tetra::connector
