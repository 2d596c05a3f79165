#include "harness/connector/trace.hpp"

namespace tetra::connector {
namespace {

std::string_view sentence(Step step) {
  switch (step) {
    case Step::attempt: return "Versuch {number} von {of}: Aktualisierung von {server}, Proxy: {proxy}";
    case Step::lookup: return "  Namen {host} auflösen";
    case Step::lookup_pinned: return "  --connect-to: {host} Port {port} wird unter {address} Port {to_port} gefragt";
    case Step::addresses: return "    {host} hat die Adressen {addresses}";
    case Step::lookup_failed: return "    Keine Adresse für {host}: {why}";
    case Step::connecting: return "  Verbinden mit {address} Port {port}";
    case Step::connected: return "    Verbunden mit {address} Port {port}";
    case Step::connect_failed: return "    Nicht verbunden: {why}";
    case Step::proxy_ask: return "  Den Proxy um einen Tunnel bitten: CONNECT {target} (Zugangsdaten gesendet: {credentials})";
    case Step::proxy_answer: return "    Der Proxy antwortete {status} {reason}";
    case Step::tls_begin: return "  TLS-Handshake als {host}";
    case Step::tls_done: return "    {version} steht, Verfahren {cipher}";
    case Step::certificate: return "    Zertifikat {depth}: {subject}, ausgestellt von {issuer}, gültig von {from} bis {to}";
    case Step::chain_good: return "    Die Kette endet bei der vertrauten Stammzertifizierungsstelle {root}";
    case Step::chain_bad: return "    Das Zertifikat wird abgelehnt: {why}";
    case Step::verification_off: return "    Die Richtlinie schaltet die Zertifikatsprüfung ab (verifypeer=0); ohne geprüfte Kette gibt es auch keine Sperrprüfung";
    case Step::revocation_off: return "    Die Richtlinie schaltet die Sperrprüfung ab (crlc=0)";
    case Step::ocsp_ask: return "  OCSP nach {subject} fragen: {url} (direkt, nie über den Proxy)";
    case Step::ocsp_answer: return "    OCSP sagt {status}, gültig bis {until}";
    case Step::ocsp_none: return "    Keine brauchbare OCSP-Antwort von {url}: {why}";
    case Step::crl_ask: return "  Sperrliste für {subject} holen: {url} (direkt, nie über den Proxy)";
    case Step::crl_answer: return "    Die Liste hat {entries} Einträge und gilt bis {until}";
    case Step::crl_none: return "    Keine brauchbare Liste von {url}: {why}";
    case Step::no_pointers: return "    {subject} nennt keine Stelle, bei der man nach einer Sperrung fragen könnte";
    case Step::request: return "  {method} {url}";
    case Step::reply: return "    Status {status}, {bytes} Bytes Inhalt";
    case Step::reconnect: return "    Die gehaltene Verbindung war schon geschlossen ({why}); einmal auf einer neuen fragen";
    case Step::resume: return "    {path}: {bytes} Bytes sind schon da, nach dem Rest fragen";
    case Step::restart: return "    {path}: nicht fortsetzbar, von vorn beginnen";
    case Step::version: return "  {engine}: der Server bietet Version {offered} an, in Gebrauch ist {installed}";
    case Step::manifest: return "  Das Verzeichnis nennt {files} Dateien, {changed} davon sind zu holen";
    case Step::signature_good: return "    Die Signatur des Verzeichnisses stimmt";
    case Step::file: return "    {path}: {bytes} Bytes, md5 stimmt";
    case Step::swapped: return "  Version {version} ist jetzt in Gebrauch";
    case Step::up_to_date: return "  Version {version} ist aktuell";
    case Step::result: return "Ergebnis: Stufe {stage}, {code}, lasterror {lasterror} {detail}";
    case Step::check: return "Was zu prüfen ist: {check}";
    case Step::own_code: return "Hinweis: lasterror {lasterror} ist eine eigene Zahl dieses Labors; Cisco veröffentlicht für diese Lage keine";
    case Step::waiting: return "{interval} bis zum nächsten Versuch warten";
    case Step::stopped: return "Angehalten";
  }
  return {};
}

/// What to check: the seed's own actions where it names some.
std::string_view advice(Cause cause) {
  switch (cause) {
    case Cause::none: return "nichts";
    case Cause::dns_nxdomain: return "den Servernamen in der Richtlinie, und ob der DNS-Server ihn kennt (Resolve-DnsName -Name <Server>)";
    case Cause::dns_failed:
    case Cause::dns_timeout: return "ob die DNS-Server des Endpunkts erreichbar sind und antworten (Resolve-DnsName -Name <Server>)";
    case Cause::connect_refused:
    case Cause::connect_timeout:
    case Cause::connect_unreachable:
    case Cause::connect_failed: return "Firewall und Weg vom Endpunkt zu Port 443 des Servers (curl.exe -v https://<Server>)";
    case Cause::tls_alert:
    case Cause::tls_closed:
    case Cause::tls_reset:
    case Cause::tls_timeout:
    case Cause::tls_not_tls:
    case Cause::tls_handshake: return "ob etwas auf dem Weg TLS untersucht oder sperrt; den Definitionsserver davon ausnehmen";
    case Cause::cert_expired:
    case Cause::cert_not_yet_valid: return "zuerst die Uhr des Endpunkts, dann wer das gezeigte Zertifikat ausgestellt hat";
    case Cause::cert_wrong_host:
    case Cause::cert_untrusted_root:
    case Cause::cert_self_signed: return "wer das Zertifikat ausgestellt hat: TLS-Inspektion oder ein umgeleiteter Name sind die üblichen Gründe; sonst die vertrauten Stammzertifikate des Endpunkts";
    case Cause::cert_missing_intermediate: return "ob der Server sein Zwischenzertifikat mitschickt, und ob der Endpunkt es holen darf";
    case Cause::cert_other: return "die gezeigte Zertifikatskette, mit dem oben genannten Grund";
    case Cause::revoked: return "warum das Zertifikat gesperrt wurde; einem Definitionsserver mit gesperrtem Zertifikat ist nicht zu trauen";
    case Cause::revocation_offline: return "ob der Endpunkt selbst, ohne Proxy, die OCSP- und Sperrlisten-Server auf Port 80 erreicht (commercial.ocsp.identrust.com, validation.identrust.com)";
    case Cause::no_revocation_check: return "ob TLS-Inspektion das Zertifikat durch eines ohne OCSP- und Sperrlisten-Adressen ersetzt hat";
    case Cause::http_status: return "den Status: wer ihn geschickt hat (Server, Proxy, Inhaltsfilter), und den Pfad des Servers in der Richtlinie";
    case Cause::http_malformed:
    case Cause::http_range_wrong:
    case Cause::http_too_large: return "ob ein Proxy, Cache oder Inhaltsfilter auf dem Weg die Antworten verändert";
    case Cause::http_no_reply:
    case Cause::http_reply_cut:
    case Cause::http_reset:
    case Cause::http_timeout: return "ob eine Firewall oder ein Inhaltsfilter die Verbindung nach der Anfrage beendet; ein Mitschnitt auf beiden Seiten zeigt wer";
    case Cause::download_closed:
    case Cause::download_truncated:
    case Cause::download_reset:
    case Cause::download_timeout:
    case Cause::download_tls_error: return "was lange Downloads unterbricht: Inhaltsfilter, Größen- oder Zeitgrenze, instabile Leitung; der nächste Versuch setzt die Datei fort";
    case Cause::versions_id_bad: return "was wirklich geantwortet wurde: ein Anmeldeportal oder eine Sperrseite sieht so aus";
    case Cause::manifest_bad:
    case Cause::path_bad:
    case Cause::signature_bad:
    case Cause::md5_mismatch:
    case Cause::gzip_bad:
    case Cause::gzip_too_large: return "ob ein Cache alte oder beschädigte Dateien liefert; auf einem eigenen Update-Server den Satz neu holen";
    case Cause::signature_key_bad: return "den Signaturschlüssel im Ordner des Connectors (definitions-key.pem)";
    case Cause::proxy_name_not_resolved:
    case Cause::proxy_connect_refused:
    case Cause::proxy_connect_timeout:
    case Cause::proxy_unreachable: return "den Netzwerkweg zum Proxy: sein Name, sein Port und die Firewall dazwischen";
    case Cause::proxy_auth_required:
    case Cause::proxy_auth_rejected: return "die Zugangsdaten für den Proxy in der Richtlinie";
    case Cause::tunnel_refused:
    case Cause::tunnel_closed:
    case Cause::tunnel_reset:
    case Cause::tunnel_timeout:
    case Cause::tunnel_malformed: return "die Protokolle des Proxys: ob er den Definitionsserver erlaubt und erreicht";
    case Cause::disk_full: return "den freien Platz auf der Platte des Endpunkts";
    case Cause::own_io: return "Rechte und Zustand des Ordners des Connectors, und die genannte Datei";
    case Cause::time_limit: return "wie langsam die Leitung ist; die Zeitgrenze kam vor dem Ende der Aktualisierung";
    case Cause::cancelled: return "nichts: es wurde von außen angehalten";
    case Cause::updates_disabled: return "updater/enable in der Richtlinie";
  }
  return {};
}

}  // namespace

const Phrases& phrases_de() {
  static const Phrases german{sentence, advice};
  return german;
}

}  // namespace tetra::connector
