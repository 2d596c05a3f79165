// Every text of the page itself, in the two languages that the lab speaks. What comes from the run is in the data.
const TEXTS = {
  en: {
    report: "run report", skip: "Skip to the report", language: "Language", version: "version", seed: "seed", interrupted: "interrupted before the end",
    complete: "ran to its end", isolation: "cells", made: "made", broken_page: "This report can't be read: ",
    interrupted_long: "A signal ended this run. Only the cases that had ended by then are shown.",
    no_unpack: "This browser can't unpack the details of a case (DecompressionStream is missing). The matrix works; use a newer browser for the rest.",
    search: "Search", search_hint: "id, title", stage: "Stage", client: "Client", all: "all", verdicts: "Verdict", changed_only: "changed only", reset: "Reset filters",
    shown: (rows, all, cases) => `${rows} of ${all} scenarios, ${cases} cases`, nothing: "No scenario fits these filters.",
    matrix: "Results: scenarios in rows, clients in columns. Arrow keys move, Enter opens a case.", scenario: "Scenario", not_in_run: "not in this run",
    rounds: (bad, all) => `${bad} of ${all} rounds`, changed: "the verdict changed between rounds",
    back: "All results", previous: "Previous case", next: "Next case", unknown_case: "This report has no case with that name: ", loading: "Unpacking …",
    what_happens: "What happens", expected: "Expected", actual: "Reported", probe: "Probe", as_expected: "as expected?", reason: "Reason",
    yes: "as expected", no: "differs", comparison: "Expected and reported", no_expectation: "No value was compared.", faults: "Faults", fault: "Fault", service: "Service", acted: "Acted",
    times: (n) => (n === 1 ? "once" : n === 0 ? "never" : `${n} times`), required: "Asked of this client", idle: (list) => `not in attempt ${list}`, no_faults: "The scenario has no fault.",
    is_required: "yes", is_optional: "no", again: "Run it again", copy: "Copy", copied: "Copied", client_version: "Client", took: "Duration", whole_case: "whole case", client_time: "client",
    route: "Route", evidence: "Evidence", ended: "Ended", round: "Round", rounds_title: "Rounds", attempt: "Attempt", sequence: "Sequence", events: "Events", output: "Output of the client",
    nothing_printed: "printed nothing", time: "Time (ms)", event: "Event", connection: "Connection", details: "Details", no_events: "The lab saw no event.",
    left_out_events: (n) => `${n} events are left out here`, left_out_bytes: (n) => `${n} bytes are left out here`, left_out_attempts: (n) => `${n} further attempts are left out of this file`,
    lab_failed: "The lab's own failure", exited: (code) => (code === "" ? "exited" : `exit ${code}`), "not-started": "was not started", timed_out: "killed at its time limit", crashed_word: "ended by a signal",
    diagram: (n, who, faults) => `Sequence of ${n} events between ${who}. ${faults} The table “Events” below lists every one of them.`,
    diagram_fault: (what, at) => `The fault ${what} acted at ${at} ms.`, diagram_no_fault: "No fault acted.", diagram_scroll: "Sequence diagram, can be scrolled", fault_here: "FAULT",
    via: (who) => `via ${who}`, skipped_case: "This case was not run.",
  },
  de: {
    report: "Bericht eines Laufs", skip: "Zum Bericht springen", language: "Sprache", version: "Version", seed: "Startwert", interrupted: "vor dem Ende abgebrochen",
    complete: "bis zum Ende gelaufen", isolation: "Zellen", made: "erstellt", broken_page: "Dieser Bericht ist nicht lesbar: ",
    interrupted_long: "Ein Signal hat diesen Lauf beendet. Gezeigt werden nur die Fälle, die bis dahin fertig waren.",
    no_unpack: "Dieser Browser kann die Einzelheiten eines Falls nicht entpacken (DecompressionStream fehlt). Die Matrix geht; für den Rest bitte einen neueren Browser nehmen.",
    search: "Suche", search_hint: "Kennung, Titel", stage: "Stufe", client: "Client", all: "alle", verdicts: "Urteil", changed_only: "nur wechselnde", reset: "Filter zurücksetzen",
    shown: (rows, all, cases) => `${rows} von ${all} Szenarien, ${cases} Fälle`, nothing: "Kein Szenario passt zu diesen Filtern.",
    matrix: "Ergebnisse: Szenarien in Zeilen, Clients in Spalten. Pfeiltasten bewegen, Eingabe öffnet einen Fall.", scenario: "Szenario", not_in_run: "nicht in diesem Lauf",
    rounds: (bad, all) => `${bad} von ${all} Runden`, changed: "das Urteil wechselte zwischen den Runden",
    back: "Alle Ergebnisse", previous: "Voriger Fall", next: "Nächster Fall", unknown_case: "Dieser Bericht hat keinen Fall mit diesem Namen: ", loading: "Wird entpackt …",
    what_happens: "Was geschieht", expected: "Erwartet", actual: "Gemeldet", probe: "Messwert", as_expected: "wie erwartet?", reason: "Grund",
    yes: "wie erwartet", no: "weicht ab", comparison: "Erwartet und gemeldet", no_expectation: "Kein Wert wurde verglichen.", faults: "Fehler im Labor", fault: "Fehler", service: "Dienst", acted: "Gewirkt",
    times: (n) => (n === 1 ? "einmal" : n === 0 ? "nie" : `${n}-mal`), required: "Von diesem Client verlangt", idle: (list) => `nicht in Versuch ${list}`, no_faults: "Das Szenario hat keinen Fehler.",
    is_required: "ja", is_optional: "nein", again: "Noch einmal laufen lassen", copy: "Kopieren", copied: "Kopiert", client_version: "Client", took: "Dauer", whole_case: "ganzer Fall", client_time: "Client",
    route: "Weg", evidence: "Beleg", ended: "Ende", round: "Runde", rounds_title: "Runden", attempt: "Versuch", sequence: "Ablauf", events: "Ereignisse", output: "Ausgabe des Clients",
    nothing_printed: "nichts ausgegeben", time: "Zeit (ms)", event: "Ereignis", connection: "Verbindung", details: "Einzelheiten", no_events: "Das Labor hat kein Ereignis gesehen.",
    left_out_events: (n) => `hier sind ${n} Ereignisse ausgelassen`, left_out_bytes: (n) => `hier sind ${n} Bytes ausgelassen`, left_out_attempts: (n) => `${n} weitere Versuche fehlen in dieser Datei`,
    lab_failed: "Versagen des Labors selbst", exited: (code) => (code === "" ? "beendet" : `Exit-Status ${code}`), "not-started": "wurde nicht gestartet", timed_out: "am Zeitlimit beendet", crashed_word: "durch ein Signal beendet",
    diagram: (n, who, faults) => `Ablauf von ${n} Ereignissen zwischen ${who}. ${faults} Die Tabelle „Ereignisse“ darunter nennt jedes einzelne.`,
    diagram_fault: (what, at) => `Der Fehler ${what} wirkte bei ${at} ms.`, diagram_no_fault: "Kein Fehler wirkte.", diagram_scroll: "Ablaufdiagramm, lässt sich verschieben", fault_here: "FEHLER",
    via: (who) => `über ${who}`, skipped_case: "Dieser Fall wurde nicht ausgeführt.",
  },
};

// A sign, a colour class and a word for each verdict: the colour never stands alone. The words are the lab's own, in both languages.
const VERDICTS = {
  pass: { sign: "✓", tone: "good" },
  "wrong-error": { sign: "✕", tone: "bad" },
  "no-error": { sign: "○", tone: "bad" },
  "not-triggered": { sign: "∅", tone: "warn" },
  timeout: { sign: "◷", tone: "bad" },
  crashed: { sign: "‼", tone: "bad" },
  broken: { sign: "?", tone: "warn" },
  skipped: { sign: "–", tone: "quiet" },
};

const SERVICES = {
  en: { endpoint: "Endpoint", dns: "DNS", pac: "PAC host", socks: "SOCKS", proxy: "Proxy", update: "Update server", ocsp: "OCSP", crl: "CRL" },
  de: { endpoint: "Endpunkt", dns: "DNS", pac: "PAC-Host", socks: "SOCKS", proxy: "Proxy", update: "Update-Server", ocsp: "OCSP", crl: "CRL" },
};

let language = (navigator.languages?.[0] ?? navigator.language ?? "en").toLowerCase().startsWith("de") ? "de" : "en";
const t = (key) => TEXTS[language][key];
const serviceName = (service) => (Object.hasOwn(SERVICES[language], service) ? SERVICES[language][service] : visible(service));
const inLanguage = ([en, de]) => (language === "de" && de ? de : en);
const number = (value, digits = 0) => value.toLocaleString(language, { minimumFractionDigits: digits, maximumFractionDigits: digits });
