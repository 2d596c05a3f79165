// The page of one case, and the way to it and back.
const opened = { name: null, cameFromHere: false, drawing: 0 };

async function showCase(name, round = 0) {
  const article = document.getElementById("case");
  const one = data.byName.get(name);
  const drawing = ++opened.drawing;
  opened.name = name;
  document.getElementById("overview").hidden = true;
  article.hidden = false;
  article.className = "case";
  if (one === undefined) {
    article.replaceChildren(caseNavigation(null), el("p", { class: "notice" }, t("unknown_case"), el("code", {}, visibleLine(name))));
    document.title = "TETRA Lab";
    return;
  }
  document.title = `${visibleLine(one.name)}: ${one.rounds[round].verdict} – TETRA Lab`;
  const waiting = el("p", { class: "quiet", role: "status" }, t("loading"));
  article.replaceChildren(caseNavigation(one), ...caseHead(one, round), waiting);
  article.setAttribute("aria-label", visibleLine(one.name));
  let parts;
  try {
    const details = await detailsOf(one.rounds[round]);
    if (drawing !== opened.drawing) return;
    parts = details === null ? [el("p", { class: "quiet" }, t("skipped_case"))] : detailParts(one, one.rounds[round], details);
  } catch (error) {
    parts = [el("p", { class: "notice" }, typeof DecompressionStream === "undefined" ? t("no_unpack") : t("broken_page") + String(error))];
  }
  if (drawing !== opened.drawing) return;
  waiting.replaceWith(...parts);
  article.dataset.ready = one.name;
}

function caseNavigation(one) {
  const all = one === null ? [] : shownCases();
  const at = all.indexOf(one);
  const step = (other, sign, key, text) => (other === undefined ? null : el("a", { href: addressOf(other), class: "step", id: key, title: `${text}: ${visibleLine(other.name)}`, click: (event) => stepTo(event, other) }, sign, hiddenText(`${text}: ${visibleLine(other.name)}`)));
  return el("nav", { class: "case-navigation", "aria-label": t("back") },
    el("a", { href: "#", id: "back", click: leaveCase }, `← ${t("back")}`),
    at < 0 ? null : el("span", { class: "steps" }, step(all[at - 1], "↑", "previous", t("previous")), step(all[at + 1], "↓", "next", t("next"))));
}

// In place of the case that is open: Back leads to the overview, not through all that were looked at.
function stepTo(event, other) {
  event.preventDefault();
  history.replaceState(null, "", addressOf(other));
  followAddress();
}

function caseHead(one, round) {
  const shown = one.rounds[round];
  const about = inLanguage(one.scenario.explain);
  return [
    el("header", { class: "case-head" },
      el("p", { class: "name" }, el("code", {}, visibleLine(one.scenario.id)), " × ", el("code", {}, visibleLine(one.client.name))),
      el("h2", {}, visibleLine(inLanguage(one.scenario.title) || one.scenario.id)),
      el("p", { class: "outcome" }, badge(shown.verdict), shown.reason === "" ? null : el("span", { class: "reason" }, hiddenText(`${t("reason")}: `), visible(shown.reason)))),
    roundChoice(one, round),
    about === "" ? null : section(t("what_happens"), el("p", { class: "explain" }, visible(about))),
  ].filter((part) => part !== null);
}

// Of a repeated case, the first round of each verdict.
function roundChoice(one, chosen) {
  if (one.tally === null) return null;
  const all = one.tally.reduce((sum, [, count]) => sum + count, 0);
  const text = (verdict) => ` ${t("rounds")(number(one.tally.find(([name]) => name === verdict)?.[1] ?? 0), number(all))}`;
  const button = (round, index) => el("button", { type: "button", class: "verdict", "aria-pressed": String(index === chosen), click: () => showCase(one.name, index) }, badge(round.verdict), text(round.verdict));
  return el("div", { class: "verdicts", role: "group", "aria-label": t("rounds_title") }, ...one.rounds.map(button));
}

function detailParts(one, round, details) {
  const facts = [
    [t("client_version"), `${one.client.title || one.client.name} ${one.client.version}`], [t("stage"), one.scenario.stage], [t("route"), one.scenario.route], [t("evidence"), one.scenario.evidence],
    [t("took"), `${number(details.ms, 1)} ms`], details.attempts.length === 1 ? [t("ended"), endingOf(details.attempts[0])] : null,
  ].filter((fact) => fact !== null && fact[1].trim() !== "");
  const several = details.attempts.length + details.attempts_left_out > 1;
  return [
    el("dl", { class: "facts" }, ...facts.map(([term, text]) => el("div", {}, el("dt", {}, term), el("dd", {}, visibleLine(text))))),
    details.broken === "" ? null : section(t("lab_failed"), el("p", { class: "notice" }, visible(details.broken))),
    el("div", { class: "pair" }, comparisonSection(details, round.verdict), faultSection(details)),
    againSection(details.again),
    ...details.attempts.map((attempt, index) => attemptSection(attempt, index, several)),
    details.attempts_left_out === 0 ? null : el("p", { class: "notice" }, t("left_out_attempts")(number(details.attempts_left_out))),
  ].filter((part) => part !== null);
}

// Back to the overview: one step back where the person came from there, so that Back does not open the case again.
function leaveCase(event) {
  event?.preventDefault();
  if (opened.cameFromHere) history.back();
  else location.hash = "";
}

function showOverview() {
  const left = data.byName.get(opened.name);
  ++opened.drawing;
  opened.name = null;
  opened.cameFromHere = false;
  document.title = "TETRA Lab";
  const article = document.getElementById("case");
  article.hidden = true;
  article.replaceChildren();
  delete article.dataset.ready;
  document.getElementById("overview").hidden = false;
  if (left !== undefined) focusCase(left);
}
