#include "connector/tell/step.hpp"

#include <array>

namespace tetra::connector {
namespace {

constexpr std::array all_steps{
    StepRow{Step::attempt,
            "attempt",
            {"Attempt {number} of {of}: update from {server}, proxy: {proxy}",
             "Versuch {number} von {of}: Update von {server}, Proxy: {proxy}"}},
    StepRow{Step::lookup, "lookup", {"  Look up the name {host}", "  Namen {host} auflösen"}},
    StepRow{
        Step::lookup_pinned,
        "lookup-pinned",
        {"  --connect-to: {host} port {port} is asked at {address} port {to_port}",
         "  --connect-to: {host} Port {port} wird unter {address} Port {to_port} angesprochen"}},
    StepRow{
        Step::addresses,
        "addresses",
        {"    {host} has the addresses {addresses}", "    {host} hat die Adressen {addresses}"}},
    StepRow{Step::lookup_failed,
            "lookup-failed",
            {"    No address for {host}: {why}", "    Keine Adresse für {host}: {why}"}},
    StepRow{Step::connecting,
            "connecting",
            {"  Connect to {address} port {port}", "  Verbinden mit {address} Port {port}"}},
    StepRow{Step::connected,
            "connected",
            {"    Connected to {address} port {port}", "    Verbunden mit {address} Port {port}"}},
    StepRow{Step::connect_failed,
            "connect-failed",
            {"    Not connected: {why}", "    Nicht verbunden: {why}"}},
    StepRow{Step::proxy_ask,
            "proxy-ask",
            {"  Ask the proxy for a tunnel: CONNECT {target} (credentials sent: {credentials})",
             "  Den Proxy um einen Tunnel bitten: CONNECT {target} (Zugangsdaten gesendet: "
             "{credentials})"}},
    StepRow{Step::proxy_answer,
            "proxy-answer",
            {"    The proxy answered {status} {reason}",
             "    Der Proxy antwortete mit {status} {reason}"}},
    StepRow{Step::socks_ask,
            "socks-ask",
            {"  Ask the SOCKS server for a way to {target} ({type}, credentials offered: "
             "{credentials})",
             "  Den SOCKS-Server um einen Weg zu {target} bitten ({type}, Zugangsdaten angeboten: "
             "{credentials})"}},
    StepRow{
        Step::socks_answer,
        "socks-answer",
        {"    The SOCKS server answered {answer}", "    Der SOCKS-Server antwortete mit {answer}"}},
    StepRow{Step::pac_fetch,
            "pac-fetch",
            {"  Fetch the PAC file {url} (directly)", "  PAC-Datei {url} holen (direkt)"}},
    StepRow{Step::pac_answer,
            "pac-answer",
            {"    It says for {url}: {list}", "    Sie sagt für {url}: {list}"}},
    StepRow{
        Step::tls_begin, "tls-begin", {"  TLS handshake as {host}", "  TLS-Handshake als {host}"}},
    StepRow{
        Step::tls_done,
        "tls-done",
        {"    {version} stands, cipher {cipher}", "    {version} steht, Cipher-Suite {cipher}"}},
    StepRow{Step::certificate,
            "certificate",
            {"    Certificate {depth}: {subject}, issued by {issuer}, valid from {from} to {to}",
             "    Zertifikat {depth}: {subject}, ausgestellt von {issuer}, gültig von {from} bis "
             "{to}"}},
    StepRow{Step::chain_good,
            "chain-good",
            {"    The chain ends at the trusted root {root}",
             "    Die Kette endet bei der vertrauenswürdigen Stammzertifizierungsstelle {root}"}},
    StepRow{Step::chain_bad,
            "chain-bad",
            {"    The certificate is refused: {why}", "    Das Zertifikat wird abgelehnt: {why}"}},
    StepRow{Step::verification_off,
            "verification-off",
            {"    The policy turns the certificate check off (verifypeer=0); without a checked "
             "chain there is no revocation check either",
             "    Die Richtlinie schaltet die Zertifikatsprüfung ab (verifypeer=0); ohne geprüfte "
             "Kette gibt es auch keine Sperrprüfung"}},
    StepRow{Step::revocation_off,
            "revocation-off",
            {"    The policy turns the revocation check off (crlc=0)",
             "    Die Richtlinie schaltet die Sperrprüfung ab (crlc=0)"}},
    StepRow{Step::ocsp_ask,
            "ocsp-ask",
            {"  Ask OCSP about {subject}: {url} (directly, never by the proxy)",
             "  OCSP-Responder nach {subject} fragen: {url} (direkt, nie über den Proxy)"}},
    StepRow{
        Step::ocsp_answer,
        "ocsp-answer",
        {"    OCSP says {status}, until {until}", "    OCSP meldet {status}, gültig bis {until}"}},
    StepRow{Step::ocsp_none,
            "ocsp-none",
            {"    No usable OCSP answer from {url}: {why}",
             "    Keine brauchbare OCSP-Antwort von {url}: {why}"}},
    StepRow{Step::crl_ask,
            "crl-ask",
            {"  Fetch the revocation list for {subject}: {url} (directly, never by the proxy)",
             "  Sperrliste für {subject} holen: {url} (direkt, nie über den Proxy)"}},
    StepRow{Step::crl_answer,
            "crl-answer",
            {"    The list has {entries} entries and is good until {until}",
             "    Die Liste hat {entries} Einträge und gilt bis {until}"}},
    StepRow{
        Step::crl_none,
        "crl-none",
        {"    No usable list from {url}: {why}", "    Keine brauchbare Liste von {url}: {why}"}},
    StepRow{Step::no_pointers,
            "no-pointers",
            {"    {subject} names no place where its revocation could be asked for",
             "    {subject} nennt keine Stelle, bei der man nach einer Sperrung fragen könnte"}},
    StepRow{Step::request, "request", {"  {method} {url}", "  {method} {url}"}},
    StepRow{
        Step::reply,
        "reply",
        {"    Status {status}, {bytes} body bytes", "    Status {status}, {bytes} Bytes Inhalt"}},
    StepRow{Step::reconnect,
            "reconnect",
            {"    The kept connection had been closed ({why}); ask once more on a new one",
             "    Die offen gehaltene Verbindung war schon geschlossen ({why}); einmal auf einer "
             "neuen fragen"}},
    StepRow{Step::resume,
            "resume",
            {"    {path}: {bytes} bytes are there already, ask for the rest",
             "    {path}: {bytes} Bytes sind schon da, nach dem Rest fragen"}},
    StepRow{Step::restart,
            "restart",
            {"    {path}: can't be continued, start it anew",
             "    {path}: nicht fortsetzbar, von vorn beginnen"}},
    StepRow{Step::version,
            "version",
            {"  {engine}: the server offers version {offered}, in use is {installed}",
             "  {engine}: Der Server bietet Version {offered} an, in Gebrauch ist {installed}"}},
    StepRow{Step::manifest,
            "manifest",
            {"  The manifest names {files} files, {changed} of them have to be fetched",
             "  Das Manifest nennt {files} Dateien, {changed} davon sind zu holen"}},
    StepRow{Step::signature_good,
            "signature-good",
            {"    The manifest's signature is good", "    Die Signatur des Manifests stimmt"}},
    StepRow{Step::file,
            "file",
            {"    {path}: {bytes} bytes, md5 is right",
             "    {path}: {bytes} Bytes, MD5-Prüfsumme stimmt"}},
    StepRow{Step::swapped,
            "swapped",
            {"  Version {version} is in use now", "  Version {version} ist jetzt in Gebrauch"}},
    StepRow{Step::up_to_date,
            "up-to-date",
            {"  Version {version} is up to date", "  Version {version} ist aktuell"}},
    StepRow{Step::result,
            "result",
            {"Result: stage {stage}, {code}, lasterror {lasterror} {detail}",
             "Ergebnis: Stufe {stage}, {code}, lasterror {lasterror} {detail}"}},
    StepRow{Step::check, "check", {"What to check: {check}", "Was zu prüfen ist: {check}"}},
    StepRow{Step::own_code,
            "own-code",
            {"Note: lasterror {lasterror} is this lab's own number; Cisco publishes none for this "
             "situation",
             "Hinweis: lasterror {lasterror} ist eine eigene Zahl dieses Labors; Cisco "
             "veröffentlicht für diese Lage keine"}},
    StepRow{
        Step::waiting,
        "waiting",
        {"Wait {interval} until the next attempt", "{interval} bis zum nächsten Versuch warten"}},
    StepRow{Step::stopped, "stopped", {"Stopped", "Angehalten"}},
};

/// Whether each `{name}` of one sentence stands in the other as well.
constexpr bool holes_are_in(std::string_view sentence, std::string_view other) {
  for (auto at = sentence.find('{'); at != std::string_view::npos;
       at = sentence.find('{', at + 1)) {
    const auto hole = sentence.substr(at, sentence.find('}', at) - at + 1);
    if (other.find(hole) == std::string_view::npos) return false;
  }
  return true;
}

constexpr bool steps_are_whole() {
  for (std::size_t i = 0; i < all_steps.size(); ++i) {
    const StepRow& row = all_steps[i];
    if (static_cast<std::size_t>(row.step) != i || row.word.empty()) return false;
    if (row.sentence.en.empty() || row.sentence.de.empty()) return false;
    if (!holes_are_in(row.sentence.en, row.sentence.de) ||
        !holes_are_in(row.sentence.de, row.sentence.en))
      return false;
  }
  return all_steps.size() == static_cast<std::size_t>(Step::count);
}
static_assert(steps_are_whole(),
              "row n belongs to step n, and says the same values in both languages");

}  // namespace

const StepRow& row_of(Step step) {
  return all_steps.at(static_cast<std::size_t>(step));
}

}  // namespace tetra::connector
