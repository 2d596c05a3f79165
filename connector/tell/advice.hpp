#pragma once
#include "connector/tell/language.hpp"

/// What to check after a failed update, the seed's own actions where it names some. Each cause
/// names one of these in the table of cause.cpp.
namespace tetra::connector::advice {

inline constexpr Phrase nothing{"nothing", "nichts"};
inline constexpr Phrase server_name{
    "the server's name in the policy, and whether the DNS server knows it (Resolve-DnsName -Name "
    "<server>)",
    "den Servernamen in der Richtlinie, und ob der DNS-Server ihn kennt (Resolve-DnsName -Name "
    "<Server>)"};
inline constexpr Phrase dns_servers{
    "whether the endpoint's DNS servers are reachable and answer (Resolve-DnsName -Name <server>)",
    "ob die DNS-Server des Endpunkts erreichbar sind und antworten (Resolve-DnsName -Name "
    "<Server>)"};
inline constexpr Phrase way_to_server{
    "firewall and route from the endpoint to the server's port 443 (curl.exe -v https://<server>)",
    "Firewall und Weg vom Endpunkt zu Port 443 des Servers (curl.exe -v https://<Server>)"};
inline constexpr Phrase tls_inspection{
    "whether something on the way inspects or blocks TLS; exempt the definitions server from it",
    "ob etwas auf dem Weg TLS untersucht oder sperrt; den Definitionsserver davon ausnehmen"};
inline constexpr Phrase clock{
    "the endpoint's clock first, then who issued the certificate that was served",
    "zuerst die Uhr des Endpunkts, dann wer das gezeigte Zertifikat ausgestellt hat"};
inline constexpr Phrase issuer{
    "who issued the certificate: TLS interception or a redirected name are the usual reasons; else "
    "the endpoint's trusted roots",
    "wer das Zertifikat ausgestellt hat: TLS-Inspektion oder ein umgeleiteter Name sind die "
    "üblichen Gründe; sonst die vertrauenswürdigen Stammzertifikate des Endpunkts"};
inline constexpr Phrase intermediate{
    "whether the server sends its intermediate certificate, and whether the endpoint may fetch it",
    "ob der Server sein Zwischenzertifikat mitschickt, und ob der Endpunkt es holen darf"};
inline constexpr Phrase chain{"the certificate chain that was served, with the reason told above",
                              "die gezeigte Zertifikatskette, mit dem oben genannten Grund"};
inline constexpr Phrase why_revoked{
    "why the certificate was revoked; a definitions server with a revoked certificate is not to be "
    "trusted",
    "warum das Zertifikat gesperrt wurde; einem Definitionsserver mit gesperrtem Zertifikat ist "
    "nicht zu trauen"};
inline constexpr Phrase revocation_hosts{
    "whether the endpoint itself, without the proxy, reaches the OCSP and CRL hosts on port 80 "
    "(commercial.ocsp.identrust.com, validation.identrust.com)",
    "ob der Endpunkt selbst, ohne Proxy, die OCSP- und Sperrlisten-Server auf Port 80 erreicht "
    "(commercial.ocsp.identrust.com, validation.identrust.com)"};
inline constexpr Phrase revocation_pointers{
    "whether TLS interception replaced the certificate by one without OCSP and CRL addresses",
    "ob TLS-Inspektion das Zertifikat durch eines ohne OCSP- und Sperrlisten-Adressen ersetzt hat"};
inline constexpr Phrase status{
    "the status: who sent it (server, proxy, content filter), and the update server's path in the "
    "policy",
    "den Status: wer ihn geschickt hat (Server, Proxy, Inhaltsfilter), und den Pfad des Servers in "
    "der Richtlinie"};
inline constexpr Phrase changed_replies{
    "whether a proxy, cache or content filter on the way changes the replies",
    "ob ein Proxy, Cache oder Inhaltsfilter auf dem Weg die Antworten verändert"};
inline constexpr Phrase ended_after_request{
    "whether a firewall or content filter ends the connection after the request; a capture on both "
    "sides shows who",
    "ob eine Firewall oder ein Inhaltsfilter die Verbindung nach der Anfrage beendet; ein "
    "Mitschnitt auf beiden Seiten zeigt, wer"};
inline constexpr Phrase interrupted{
    "what interrupts long downloads: content filter, size or time limit, unstable line; the next "
    "attempt continues the file",
    "was lange Downloads unterbricht: Inhaltsfilter, Größen- oder Zeitgrenze, instabile Leitung; "
    "der nächste Versuch setzt die Datei fort"};
inline constexpr Phrase block_page{
    "what was really answered: a captive portal or block page looks like this",
    "was wirklich geantwortet wurde: ein Captive Portal oder eine Sperrseite sieht so aus"};
inline constexpr Phrase damaged_files{
    "whether a cache serves old or damaged files; on an own update server fetch the set anew",
    "ob ein Cache alte oder beschädigte Dateien liefert; auf einem eigenen Update-Server den Satz "
    "neu holen"};
inline constexpr Phrase signing_key{
    "the definitions signing key in the connector's home (definitions-key.pem)",
    "den Signaturschlüssel im Ordner des Connectors (definitions-key.pem)"};
inline constexpr Phrase stale_mirror{
    "which cache or mirror on the way serves an old manifest; on an own update server fetch the "
    "set anew",
    "welcher Cache oder Spiegel ein altes Manifest liefert; auf einem eigenen Update-Server den "
    "Satz neu holen"};
inline constexpr Phrase lagging_mirror{
    "which mirror or cache answered: it lags behind, or somebody plays old definitions back; the "
    "newer ones stay in use",
    "welcher Spiegel oder Cache antwortet: Er hinkt nach, oder jemand spielt alte Definitionen "
    "zurück; die neueren bleiben in Gebrauch"};
inline constexpr Phrase republished{
    "whether the vendor or an own update server published the set anew under its old number; the "
    "definitions stay in use",
    "ob der Hersteller oder ein eigener Update-Server den Satz unter seiner alten Nummer neu "
    "veröffentlicht hat; die Definitionen bleiben in Gebrauch"};
inline constexpr Phrase way_to_proxy{
    "the network path to the proxy: its name, port and the firewall between",
    "den Netzwerkweg zum Proxy: sein Name, sein Port und die Firewall dazwischen"};
inline constexpr Phrase pac_file{
    "the PAC file: its address in the policy or the name wpad in the DNS, what is really served "
    "there, and what it returns",
    "die PAC-Datei: ihre Adresse in der Richtlinie oder den Namen wpad im DNS, was dort wirklich "
    "liegt und was sie zurückgibt"};
inline constexpr Phrase proxy_port{
    "whether the proxy's port speaks TLS, and the proxy's certificate and who issued it",
    "ob der Port des Proxys TLS spricht, dazu das Zertifikat des Proxys und seinen Aussteller"};
inline constexpr Phrase proxy_credentials{"the proxy credentials in the policy",
                                          "die Zugangsdaten für den Proxy in der Richtlinie"};
inline constexpr Phrase proxy_log{
    "the proxy's logs: whether it allows and reaches the definitions server",
    "die Protokolle des Proxys: ob er den Definitionsserver erlaubt und erreicht"};
inline constexpr Phrase disk_space{"free space on the endpoint's disk",
                                   "den freien Platz auf der Platte des Endpunkts"};
inline constexpr Phrase own_folder{
    "the rights and the state of the connector's home folder, and the file that is named",
    "Rechte und Zustand des Ordners des Connectors, und die genannte Datei"};
inline constexpr Phrase locked_folder{
    "what holds the definitions folder open: another security product, a backup, a process of the "
    "connector that hangs",
    "was den Definitionsordner belegt: ein anderes Schutzprogramm, eine Sicherung, ein hängender "
    "Prozess des Connectors"};
inline constexpr Phrase slow_line{
    "how slow the line is; the time limit was reached before the update was complete",
    "wie langsam die Leitung ist; die Zeitgrenze kam vor dem Ende des Updates"};
inline constexpr Phrase stopped{"nothing: it was stopped from outside",
                                "nichts: Es wurde von außen angehalten"};
inline constexpr Phrase update_switch{"updater/enable in the policy",
                                      "updater/enable in der Richtlinie"};

}  // namespace tetra::connector::advice
