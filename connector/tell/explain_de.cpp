#include <array>

#include "connector/tell/trace.hpp"

namespace tetra::connector {
namespace {

/// In the order of Step.
constexpr std::array<std::string_view, step_count> sentences{
    "Versuch {number} von {of}: Update von {server}, Proxy: {proxy}",
    "  Namen {host} auflösen",
    "  --connect-to: {host} Port {port} wird unter {address} Port {to_port} angesprochen",
    "    {host} hat die Adressen {addresses}",
    "    Keine Adresse für {host}: {why}",
    "  Verbinden mit {address} Port {port}",
    "    Verbunden mit {address} Port {port}",
    "    Nicht verbunden: {why}",
    "  Den Proxy um einen Tunnel bitten: CONNECT {target} (Zugangsdaten gesendet: {credentials})",
    "    Der Proxy antwortete mit {status} {reason}",
    "  Den SOCKS-Server um einen Weg zu {target} bitten ({type}, Zugangsdaten angeboten: "
    "{credentials})",
    "    Der SOCKS-Server antwortete mit {answer}",
    "  PAC-Datei {url} holen (direkt)",
    "    Sie sagt für {url}: {list}",
    "  TLS-Handshake als {host}",
    "    {version} steht, Cipher-Suite {cipher}",
    "    Zertifikat {depth}: {subject}, ausgestellt von {issuer}, gültig von {from} bis {to}",
    "    Die Kette endet bei der vertrauenswürdigen Stammzertifizierungsstelle {root}",
    "    Das Zertifikat wird abgelehnt: {why}",
    "    Die Richtlinie schaltet die Zertifikatsprüfung ab (verifypeer=0); ohne geprüfte Kette "
    "gibt es auch keine Sperrprüfung",
    "    Die Richtlinie schaltet die Sperrprüfung ab (crlc=0)",
    "  OCSP-Responder nach {subject} fragen: {url} (direkt, nie über den Proxy)",
    "    OCSP meldet {status}, gültig bis {until}",
    "    Keine brauchbare OCSP-Antwort von {url}: {why}",
    "  Sperrliste für {subject} holen: {url} (direkt, nie über den Proxy)",
    "    Die Liste hat {entries} Einträge und gilt bis {until}",
    "    Keine brauchbare Liste von {url}: {why}",
    "    {subject} nennt keine Stelle, bei der man nach einer Sperrung fragen könnte",
    "  {method} {url}",
    "    Status {status}, {bytes} Bytes Inhalt",
    "    Die offen gehaltene Verbindung war schon geschlossen ({why}); einmal auf einer neuen "
    "fragen",
    "    {path}: {bytes} Bytes sind schon da, nach dem Rest fragen",
    "    {path}: nicht fortsetzbar, von vorn beginnen",
    "  {engine}: Der Server bietet Version {offered} an, in Gebrauch ist {installed}",
    "  Das Manifest nennt {files} Dateien, {changed} davon sind zu holen",
    "    Die Signatur des Manifests stimmt",
    "    {path}: {bytes} Bytes, MD5-Prüfsumme stimmt",
    "  Version {version} ist jetzt in Gebrauch",
    "  Version {version} ist aktuell",
    "Ergebnis: Stufe {stage}, {code}, lasterror {lasterror} {detail}",
    "Was zu prüfen ist: {check}",
    "Hinweis: lasterror {lasterror} ist eine eigene Zahl dieses Labors; Cisco veröffentlicht für "
    "diese Lage keine",
    "{interval} bis zum nächsten Versuch warten",
    "Angehalten",
};

/// What to check, the seed's own actions where it names some: from this cause on until the next
/// row.
struct Advice {
  Cause first;
  std::string_view text;
};
constexpr std::array advice_from{
    Advice{Cause::none, "nichts"},
    Advice{Cause::dns_nxdomain,
           "den Servernamen in der Richtlinie, und ob der DNS-Server ihn kennt (Resolve-DnsName "
           "-Name <Server>)"},
    Advice{Cause::dns_failed,
           "ob die DNS-Server des Endpunkts erreichbar sind und antworten (Resolve-DnsName -Name "
           "<Server>)"},
    Advice{Cause::connect_refused,
           "Firewall und Weg vom Endpunkt zu Port 443 des Servers (curl.exe -v https://<Server>)"},
    Advice{
        Cause::tls_alert,
        "ob etwas auf dem Weg TLS untersucht oder sperrt; den Definitionsserver davon ausnehmen"},
    Advice{Cause::cert_expired,
           "zuerst die Uhr des Endpunkts, dann wer das gezeigte Zertifikat ausgestellt hat"},
    Advice{Cause::cert_wrong_host,
           "wer das Zertifikat ausgestellt hat: TLS-Inspektion oder ein umgeleiteter Name sind die "
           "üblichen Gründe; sonst die "
           "vertrauenswürdigen Stammzertifikate des Endpunkts"},
    Advice{Cause::cert_missing_intermediate,
           "ob der Server sein Zwischenzertifikat mitschickt, und ob der Endpunkt es holen darf"},
    Advice{Cause::cert_other, "die gezeigte Zertifikatskette, mit dem oben genannten Grund"},
    Advice{Cause::revoked,
           "warum das Zertifikat gesperrt wurde; einem Definitionsserver mit gesperrtem Zertifikat "
           "ist nicht zu trauen"},
    Advice{
        Cause::revocation_offline,
        "ob der Endpunkt selbst, ohne Proxy, die OCSP- und Sperrlisten-Server auf Port 80 erreicht "
        "(commercial.ocsp.identrust.com, validation.identrust.com)"},
    Advice{Cause::no_revocation_check,
           "ob TLS-Inspektion das Zertifikat durch eines ohne OCSP- und Sperrlisten-Adressen "
           "ersetzt hat"},
    Advice{Cause::http_status,
           "den Status: wer ihn geschickt hat (Server, Proxy, Inhaltsfilter), und den Pfad des "
           "Servers in der Richtlinie"},
    Advice{Cause::http_malformed,
           "ob ein Proxy, Cache oder Inhaltsfilter auf dem Weg die Antworten verändert"},
    Advice{Cause::http_no_reply,
           "ob eine Firewall oder ein Inhaltsfilter die Verbindung nach der Anfrage beendet; ein "
           "Mitschnitt auf beiden Seiten "
           "zeigt, wer"},
    Advice{Cause::http_range_wrong,
           "ob ein Proxy, Cache oder Inhaltsfilter auf dem Weg die Antworten verändert"},
    Advice{Cause::download_closed,
           "was lange Downloads unterbricht: Inhaltsfilter, Größen- oder Zeitgrenze, instabile "
           "Leitung; der nächste Versuch "
           "setzt die Datei fort"},
    Advice{Cause::versions_id_bad,
           "was wirklich geantwortet wurde: ein Captive Portal oder eine Sperrseite sieht so aus"},
    Advice{Cause::manifest_bad,
           "ob ein Cache alte oder beschädigte Dateien liefert; auf einem eigenen Update-Server "
           "den Satz neu holen"},
    Advice{Cause::signature_key_bad,
           "den Signaturschlüssel im Ordner des Connectors (definitions-key.pem)"},
    Advice{Cause::gzip_bad,
           "ob ein Cache alte oder beschädigte Dateien liefert; auf einem eigenen Update-Server "
           "den Satz neu holen"},
    Advice{Cause::manifest_stale,
           "welcher Cache oder Spiegel ein altes Manifest liefert; auf einem eigenen Update-Server "
           "den Satz neu holen"},
    Advice{Cause::version_older,
           "welcher Spiegel oder Cache antwortet: Er hinkt nach, oder jemand spielt alte "
           "Definitionen zurück; die neueren "
           "bleiben in Gebrauch"},
    Advice{Cause::version_changed,
           "ob der Hersteller oder ein eigener Update-Server den Satz unter seiner alten Nummer "
           "neu veröffentlicht hat; die "
           "Definitionen bleiben in Gebrauch"},
    Advice{Cause::proxy_name_not_resolved,
           "den Netzwerkweg zum Proxy: sein Name, sein Port und die Firewall dazwischen"},
    Advice{Cause::pac_unavailable,
           "die PAC-Datei: ihre Adresse in der Richtlinie oder den Namen wpad im DNS, was dort "
           "wirklich liegt und was sie zurückgibt"},
    Advice{
        Cause::proxy_tls,
        "ob der Port des Proxys TLS spricht, dazu das Zertifikat des Proxys und seinen Aussteller"},
    Advice{Cause::proxy_auth_required, "die Zugangsdaten für den Proxy in der Richtlinie"},
    Advice{Cause::tunnel_refused,
           "die Protokolle des Proxys: ob er den Definitionsserver erlaubt und erreicht"},
    Advice{Cause::disk_full, "den freien Platz auf der Platte des Endpunkts"},
    Advice{Cause::own_io, "Rechte und Zustand des Ordners des Connectors, und die genannte Datei"},
    Advice{Cause::target_locked,
           "was den Definitionsordner belegt: ein anderes Schutzprogramm, eine Sicherung, ein "
           "hängender Prozess des Connectors"},
    Advice{Cause::time_limit,
           "wie langsam die Leitung ist; die Zeitgrenze kam vor dem Ende des Updates"},
    Advice{Cause::cancelled, "nichts: Es wurde von außen angehalten"},
    Advice{Cause::updates_disabled, "updater/enable in der Richtlinie"},
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

const Phrases& phrases_de() {
  static const Phrases german{sentence, advice};
  return german;
}

}  // namespace tetra::connector
