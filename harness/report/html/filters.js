// Which rows and columns of the matrix are shown.
const filter = { text: "", stage: "", client: "", verdicts: new Set(), changed: false };

const fitsCase = (one) => (filter.client === "" || one.client.name === filter.client) && (filter.verdicts.size === 0 || filter.verdicts.has(one.verdict)) && (!filter.changed || one.changed);

const isFiltering = () => filter.text !== "" || filter.stage !== "" || filter.client !== "" || filter.verdicts.size > 0 || filter.changed;

// The cases of a scenario that the filters ask for; the row is shown when there are some.
function fitting(scenario) {
  if (filter.stage !== "" && scenario.stage !== filter.stage) return [];
  const words = filter.text.toLowerCase().split(/\s+/);
  if (!words.every((word) => scenario.search.includes(word))) return [];
  return scenario.cases.filter(fitsCase);
}

function countsPerVerdict() {
  const counts = new Map(Object.keys(VERDICTS).map((verdict) => [verdict, 0]));
  for (const one of data.cases) counts.set(one.verdict, (counts.get(one.verdict) ?? 0) + 1);
  return [...counts].filter(([, count]) => count > 0);
}

function select(id, label, values, current, onChange) {
  const choice = (value, text) => el("option", { value, selected: value === current }, text);
  return el("div", { class: "field" },
    el("label", { for: id }, label),
    el("select", { id, change: (event) => onChange(event.target.value) }, choice("", t("all")), ...values.map((value) => choice(value, visibleLine(value)))));
}

function verdictButtons() {
  return countsPerVerdict().map(([verdict, count]) => {
    const press = (event) => {
      if (!filter.verdicts.delete(verdict)) filter.verdicts.add(verdict);
      event.currentTarget.setAttribute("aria-pressed", String(filter.verdicts.has(verdict)));
      applyFilters();
    };
    return el("button", { type: "button", class: "verdict", "aria-pressed": String(filter.verdicts.has(verdict)), "data-verdict": verdict, click: press },
      badge(verdict), " ", el("span", { class: "count" }, number(count)));
  });
}

function drawFilters() {
  const set = (key) => (value) => {
    filter[key] = value;
    applyFilters();
  };
  const search = el("input", { id: "filter-text", type: "search", placeholder: t("search_hint"), autocomplete: "off", spellcheck: "false", value: filter.text, input: (event) => set("text")(event.target.value.trim()) });
  const changed = el("label", { class: "check" }, el("input", { id: "filter-changed", type: "checkbox", change: (event) => set("changed")(event.target.checked) }), ` ${t("changed_only")}`);
  changed.firstChild.checked = filter.changed;
  const form = document.getElementById("filters");
  form.setAttribute("aria-label", t("search"));
  form.replaceChildren(
    el("div", { class: "verdicts", role: "group", "aria-label": t("verdicts") }, ...verdictButtons()),
    el("div", { class: "fields" },
      el("div", { class: "field grows" }, el("label", { for: "filter-text" }, t("search")), search),
      select("filter-stage", t("stage"), data.stages, filter.stage, set("stage")),
      select("filter-client", t("client"), data.clients.map((one) => one.name), filter.client, set("client")),
      data.cases.some((one) => one.changed) ? changed : null,
      el("button", { type: "button", class: "plain", id: "filter-reset", click: resetFilters }, t("reset"))));
}

function resetFilters() {
  Object.assign(filter, { text: "", stage: "", client: "", changed: false });
  filter.verdicts.clear();
  drawFilters();
  applyFilters();
  document.getElementById("filter-text").focus();
}

// All cases that are shown, in the order of the matrix: what "previous" and "next" step through.
const shownCases = () => data.scenarios.flatMap((scenario) => fitting(scenario));
