#include "harness/connector/trace.hpp"

namespace tetra::connector {
namespace {

std::string_view sentence(Step step) {
  switch (step) {
    case Step::attempt: return "Attempt {number} of {of}: update from {server}, proxy: {proxy}";
    case Step::lookup: return "  Look up the name {host}";
    case Step::lookup_pinned: return "  --connect-to: {host} port {port} is asked at {address} port {to_port}";
    case Step::addresses: return "    {host} has the addresses {addresses}";
    case Step::lookup_failed: return "    No address for {host}: {why}";
    case Step::connecting: return "  Connect to {address} port {port}";
    case Step::connected: return "    Connected to {address} port {port}";
    case Step::connect_failed: return "    Not connected: {why}";
    case Step::proxy_ask: return "  Ask the proxy for a tunnel: CONNECT {target} (credentials sent: {credentials})";
    case Step::proxy_answer: return "    The proxy answered {status} {reason}";
    case Step::tls_begin: return "  TLS handshake as {host}";
    case Step::tls_done: return "    {version} stands, cipher {cipher}";
    case Step::certificate: return "    Certificate {depth}: {subject}, issued by {issuer}, valid from {from} to {to}";
    case Step::chain_good: return "    The chain ends at the trusted root {root}";
    case Step::chain_bad: return "    The certificate is refused: {why}";
    case Step::verification_off: return "    The policy turns the certificate check off (verifypeer=0); without a checked chain there is no revocation check either";
    case Step::revocation_off: return "    The policy turns the revocation check off (crlc=0)";
    case Step::ocsp_ask: return "  Ask OCSP about {subject}: {url} (directly, never by the proxy)";
    case Step::ocsp_answer: return "    OCSP says {status}, until {until}";
    case Step::ocsp_none: return "    No usable OCSP answer from {url}: {why}";
    case Step::crl_ask: return "  Fetch the revocation list for {subject}: {url} (directly, never by the proxy)";
    case Step::crl_answer: return "    The list has {entries} entries and is good until {until}";
    case Step::crl_none: return "    No usable list from {url}: {why}";
    case Step::no_pointers: return "    {subject} names no place where its revocation could be asked for";
    case Step::request: return "  {method} {url}";
    case Step::reply: return "    Status {status}, {bytes} body bytes";
    case Step::reconnect: return "    The kept connection had been closed ({why}); ask once more on a new one";
    case Step::resume: return "    {path}: {bytes} bytes are there already, ask for the rest";
    case Step::restart: return "    {path}: can't be continued, start it anew";
    case Step::version: return "  {engine}: the server offers version {offered}, in use is {installed}";
    case Step::manifest: return "  The manifest names {files} files, {changed} of them have to be fetched";
    case Step::signature_good: return "    The manifest's signature is good";
    case Step::file: return "    {path}: {bytes} bytes, md5 is right";
    case Step::swapped: return "  Version {version} is in use now";
    case Step::up_to_date: return "  Version {version} is up to date";
    case Step::result: return "Result: stage {stage}, {code}, lasterror {lasterror} {detail}";
    case Step::check: return "What to check: {check}";
    case Step::own_code: return "Note: lasterror {lasterror} is this lab's own number; Cisco publishes none for this situation";
    case Step::waiting: return "Wait {interval} until the next attempt";
    case Step::stopped: return "Stopped";
  }
  return {};
}

/// What to check: the seed's own actions where it names some.
std::string_view advice(Cause cause) {
  switch (cause) {
    case Cause::none: return "nothing";
    case Cause::dns_nxdomain: return "the server's name in the policy, and whether the DNS server knows it (Resolve-DnsName -Name <server>)";
    case Cause::dns_failed:
    case Cause::dns_timeout: return "whether the endpoint's DNS servers are reachable and answer (Resolve-DnsName -Name <server>)";
    case Cause::connect_refused:
    case Cause::connect_timeout:
    case Cause::connect_unreachable:
    case Cause::connect_failed: return "firewall and route from the endpoint to the server's port 443 (curl.exe -v https://<server>)";
    case Cause::tls_alert:
    case Cause::tls_closed:
    case Cause::tls_reset:
    case Cause::tls_timeout:
    case Cause::tls_not_tls:
    case Cause::tls_handshake: return "whether something on the way inspects or blocks TLS; exempt the definitions server from it";
    case Cause::cert_expired:
    case Cause::cert_not_yet_valid: return "the endpoint's clock first, then who issued the certificate that was served";
    case Cause::cert_wrong_host:
    case Cause::cert_untrusted_root:
    case Cause::cert_self_signed: return "who issued the certificate: TLS interception or a redirected name are the usual reasons; else the endpoint's trusted roots";
    case Cause::cert_missing_intermediate: return "whether the server sends its intermediate certificate, and whether the endpoint may fetch it";
    case Cause::cert_other: return "the certificate chain that was served, with the reason told above";
    case Cause::revoked: return "why the certificate was revoked; a definitions server with a revoked certificate is not to be trusted";
    case Cause::revocation_offline: return "whether the endpoint itself, without the proxy, reaches the OCSP and CRL hosts on port 80 (commercial.ocsp.identrust.com, validation.identrust.com)";
    case Cause::no_revocation_check: return "whether TLS interception replaced the certificate by one without OCSP and CRL addresses";
    case Cause::http_status: return "the status: who sent it (server, proxy, content filter), and the update server's path in the policy";
    case Cause::http_malformed:
    case Cause::http_range_wrong:
    case Cause::http_too_large: return "whether a proxy, cache or content filter on the way changes the replies";
    case Cause::http_no_reply:
    case Cause::http_reply_cut:
    case Cause::http_reset:
    case Cause::http_timeout: return "whether a firewall or content filter ends the connection after the request; a capture on both sides shows who";
    case Cause::download_closed:
    case Cause::download_truncated:
    case Cause::download_reset:
    case Cause::download_timeout:
    case Cause::download_tls_error: return "what interrupts long downloads: content filter, size or time limit, unstable line; the next attempt continues the file";
    case Cause::versions_id_bad: return "what was really answered: a captive portal or block page looks like this";
    case Cause::manifest_bad:
    case Cause::path_bad:
    case Cause::signature_bad:
    case Cause::md5_mismatch:
    case Cause::gzip_bad:
    case Cause::gzip_too_large: return "whether a cache serves old or damaged files; on an own update server fetch the set anew";
    case Cause::signature_key_bad: return "the definitions signing key in the connector's home (definitions-key.pem)";
    case Cause::proxy_name_not_resolved:
    case Cause::proxy_connect_refused:
    case Cause::proxy_connect_timeout:
    case Cause::proxy_unreachable: return "the network path to the proxy: its name, port and the firewall between";
    case Cause::proxy_auth_required:
    case Cause::proxy_auth_rejected: return "the proxy credentials in the policy";
    case Cause::tunnel_refused:
    case Cause::tunnel_closed:
    case Cause::tunnel_reset:
    case Cause::tunnel_timeout:
    case Cause::tunnel_malformed: return "the proxy's logs: whether it allows and reaches the definitions server";
    case Cause::disk_full: return "free space on the endpoint's disk";
    case Cause::own_io: return "the rights and the state of the connector's home folder, and the file that is named";
    case Cause::time_limit: return "how slow the line is; the time limit was reached before the update was complete";
    case Cause::cancelled: return "nothing: it was stopped from outside";
    case Cause::updates_disabled: return "updater/enable in the policy";
  }
  return {};
}

}  // namespace

const Phrases& phrases_en() {
  static const Phrases english{sentence, advice};
  return english;
}

}  // namespace tetra::connector
