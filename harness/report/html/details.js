// The parts of a case's page that are made from its unpacked details.
const section = (title, ...content) => el("section", { "aria-label": title }, el("h3", {}, title), ...content);

function comparisonSection(details, verdict) {
  if (details.probes.length === 0) return section(t("comparison"), el("p", { class: "quiet" }, t("no_expectation")));
  const failed = !["pass", "not-triggered"].includes(verdict);
  return section(t("comparison"), table({
    caption: t("comparison"), head: [t("probe"), t("expected"), t("actual")], className: failed ? "compare differs" : "compare",
    rows: details.probes.map(([probe, expected, actual]) => [el("code", {}, visibleLine(probe)), compared(t("expected"), expected), compared(t("actual"), actual)]),
  }));
}

// On a phone the heads of the columns stand in the cells.
const compared = (name, value) => el("div", { class: "value" }, el("span", { class: "name", "aria-hidden": "true" }, name), el("code", {}, visible(value === "" ? "–" : value)));

function faultSection(details) {
  if (details.faults.length === 0) return section(t("faults"), el("p", { class: "quiet" }, t("no_faults")));
  const acted = (count, idle) => el("span", { class: count === 0 ? "strong" : null }, t("times")(count) + (idle.length > 0 && count > 0 ? `, ${t("idle")(idle.join(", "))}` : ""));
  return section(t("faults"), table({
    caption: t("faults"), head: [t("fault"), t("service"), t("acted"), t("required")],
    rows: details.faults.map(([, service, id, required, count, idle]) => [el("code", {}, visibleLine(id)), serviceName(service), acted(count, idle), required ? t("is_required") : t("is_optional")]),
  }));
}

function againSection(command) {
  const text = el("code", { id: "again" }, visible(command));
  const button = el("button", { type: "button", class: "plain" }, t("copy"));
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(command);
    } catch {
      getSelection().selectAllChildren(text);  // a page from a file may not be allowed to write the clipboard: mark it for the person
      return;
    }
    button.textContent = t("copied");
  });
  return section(t("again"), el("div", { class: "command" }, el("pre", {}, text), button));
}

const ENDED = { exited: (attempt) => t("exited")(attempt.exit), timeout: () => t("timed_out"), crashed: () => t("crashed_word"), "not-started": () => t("not-started") };

// A client run: how it ended, its diagram, its events, its output.
function attemptSection(attempt, index, several) {
  const name = several ? `${t("attempt")} ${index + 1}` : "";
  const heading = several ? el("h3", { class: "attempt" }, name, " ", el("span", { class: "quiet" }, endingOf(attempt))) : null;
  const title = (word) => (several ? `${word}, ${name}` : word);
  const count = attempt.events.reduce((sum, entry) => sum + (typeof entry === "number" ? entry : 1), 0);
  const parts = [heading];
  if (count === 0) {
    parts.push(section(title(t("sequence")), el("p", { class: "quiet" }, t("no_events"))));
  } else {
    const width = document.getElementById("case").clientWidth - 4;
    parts.push(section(title(t("sequence")), drawDiagram(attempt.events, title(t("sequence")), width)));
    parts.push(section(`${title(t("events"))} (${number(count)})`, eventTable(attempt.events, title(t("events")))));
  }
  parts.push(section(title(t("output")), ...outputOf("stdout", attempt.out), ...outputOf("stderr", attempt.err)));
  return el("div", { class: "attempt" }, ...parts);
}

const endingOf = (attempt) => `${(ENDED[attempt.ended] ?? ENDED["not-started"])(attempt)}, ${number(attempt.ms, 1)} ms`;

function eventTable(entries, caption) {
  const rows = entries.map((entry, index) => {
    if (typeof entry === "number") return el("tr", { class: "gap", role: "row" }, el("td", { colspan: "5", role: "cell" }, `⋮ ${t("left_out_events")(number(entry))}`));
    const event = readEvent(entry, index);
    const isFault = event.drawn.as === "fault";
    const fields = [...event.fields].flatMap(([key, value], n) => [n === 0 ? "" : " ", el("span", { class: "key" }, `${visibleLine(key)}=`), visibleLine(value)]);
    const cell = (className, ...content) => el("td", { class: className, role: "cell" }, ...content);
    return el("tr", { class: isFault ? "fault" : null, role: "row" }, cell("time", number(event.at, 2)), cell("service", serviceName(event.service)),
      el("th", { scope: "row", role: "rowheader" }, isFault ? `◆ ${t("fault_here")}` : visibleLine(event.kind)), cell("connection", event.connection === 0 ? "" : `#${event.connection}`), cell("values", ...fields));
  });
  return table({ caption, head: [t("time"), t("service"), t("event"), t("connection"), t("details")], rows, className: "events" });
}

function outputOf(stream, output) {
  const text = Array.isArray(output) ? output[0] + output[2] : output;
  if (text === "") return [el("p", { class: "quiet" }, el("code", {}, stream), `: ${t("nothing_printed")}`)];
  const shown = Array.isArray(output) ? [visible(output[0]), el("span", { class: "cut" }, `⋮ ${t("left_out_bytes")(number(output[1]))}`), visible(output[2])] : [visible(output)];
  return [el("h4", {}, el("code", {}, stream)), el("pre", { class: "output", tabindex: "0", role: "region", "aria-label": stream }, ...shown)];
}
