// Scenario x client, a table for each stage. One cell at a time is in the tab order; arrow keys move within it.
// The first rows are made at once, the others while nothing else is to be done, or all together when somebody needs them.
const matrix = { stages: [], rows: [], focused: null };  // stages: {name, scenarios, section, body, isFilled}; rows: {scenario, node, cells: [td per client]}
const AT_ONCE = 60;
// Without the time limit a busy machine may never find the page idle.
const whenIdle = (work) => (window.requestIdleCallback ? requestIdleCallback(work, { timeout: 200 }) : setTimeout(work, 20));

function drawMatrix() {
  const box = document.getElementById("matrix");
  box.setAttribute("aria-label", t("matrix"));
  box.setAttribute("role", "region");
  Object.assign(matrix, { stages: data.stages.map(stageTable), rows: [], focused: null });
  box.replaceChildren(...matrix.stages.map((stage) => stage.section), el("p", { class: "nothing", id: "nothing", hidden: true }, t("nothing")));
  box.onkeydown = moveByKey;
  box.onfocusin = (event) => {
    if (event.target.matches("[data-cell]")) takeFocus(event.target);
  };
  while (matrix.rows.length < AT_ONCE && fillNextStage());
  fillWhenIdle(matrix.stages);
}

// Stages are filled in their order, so that `rows` has that order too. False when all are.
function fillNextStage() {
  const stage = matrix.stages.find((one) => !one.isFilled);
  if (stage === undefined) return false;
  stage.isFilled = true;
  const rows = stage.scenarios.map(matrixRow);
  matrix.rows.push(...rows);
  stage.body.append(...rows.map((row) => row.node));
  stage.section.style.minHeight = "";
  return true;
}

function fillWhenIdle(stages) {
  whenIdle(() => {
    if (stages !== matrix.stages) return;  // drawn again meanwhile
    if (fillNextStage()) fillWhenIdle(stages);
    else document.documentElement.dataset.complete = "";
  });
}

function finishMatrix() {
  while (fillNextStage());
}

// Columns that do not fit scroll inside the matrix's own box; where all fit, the heads stay at the top of the window instead.
function fitMatrix() {
  const needed = 260 + 84 * data.clients.length;
  const box = document.getElementById("matrix");
  const cards = matchMedia("(max-width: 700px)").matches;
  const tooWide = !cards && needed > Math.min(innerWidth, 1560) - 58;
  box.classList.toggle("scrolls-x", tooWide);
  box.tabIndex = tooWide ? 0 : -1;
  for (const one of box.querySelectorAll("table")) one.style.minWidth = tooWide ? `${needed}px` : "";
}

function stageTable(name) {
  const scenarios = data.scenarios.filter((one) => one.stage === name);
  const columns = data.clients.map((client) => el("th", { scope: "col", role: "columnheader", "data-client": client.name }, visibleLine(client.name)));
  const head = el("tr", { role: "row" }, el("th", { scope: "col", role: "columnheader", class: "stage" }, visibleLine(name), " ", el("span", { class: "count" }, number(scenarios.length))), ...columns);
  const body = el("tbody", { role: "rowgroup" });
  const section = el("section", { class: "stage-block", "data-stage": name, "aria-label": name },
    el("table", { role: "grid", "aria-label": `${t("stage")} ${visibleLine(name)}`, "aria-readonly": "true" }, el("thead", { role: "rowgroup" }, head), body));
  section.style.minHeight = `${46 * scenarios.length}px`;
  return { name, scenarios, section, body, isFilled: false };
}

function matrixRow(scenario) {
  const title = el("th", { scope: "row", role: "rowheader" }, el("span", { class: "id" }, visibleLine(scenario.id)), el("span", { class: "title" }, visibleLine(inLanguage(scenario.title))));
  const cells = data.clients.map((client) => matrixCell(scenario.cases[client.place], client));
  return { scenario, cells, node: el("tr", { role: "row" }, title, ...cells) };
}

// Copied for each case with that verdict: thousands of cells are made.
const cellPatterns = new Map();
function cellPattern(verdict) {
  if (!cellPatterns.has(verdict)) {
    const { sign, tone } = VERDICTS[verdict] ?? { sign: "?", tone: "warn" };
    const link = el("a", { tabindex: "-1", "data-cell": "", class: tone }, el("span", { class: "who" }), el("span", { class: "sign", "aria-hidden": "true" }, sign), el("span", { class: "word" }, ` ${verdict}`));
    cellPatterns.set(verdict, el("td", { role: "gridcell", class: verdict === "skipped" ? "is-skipped" : null }, link));
  }
  return cellPatterns.get(verdict).cloneNode(true);
}

function matrixCell(one, client) {
  if (one === undefined) return el("td", { role: "gridcell", class: "absent" }, hiddenText(t("not_in_run")));
  const cell = cellPattern(one.verdict);
  const link = cell.firstChild;
  link.setAttribute("href", addressOf(one));
  link.firstChild.textContent = `${visibleLine(client.name)} `;
  if (one.tally !== null) link.append(el("span", { class: "rounds" }, ` ${roundsText(one)}`));
  if (one.changed) link.append(hiddenText(`, ${t("changed")}`));
  return cell;
}

// How many rounds gave the verdict that the cell shows: `3/10`.
function roundsText(one) {
  const all = one.tally.reduce((sum, [, count]) => sum + count, 0);
  const shown = one.tally.find(([verdict]) => verdict === one.verdict)?.[1] ?? 0;
  return `${shown}/${all}`;
}

// Hides what the filters do not ask for, and says how much is left.
function applyFilters() {
  if (isFiltering()) finishMatrix();
  const fits = new Map(data.scenarios.map((scenario) => [scenario, fitting(scenario).length]));
  for (const row of matrix.rows) row.node.hidden = fits.get(row.scenario) === 0;
  for (const stage of matrix.stages) {
    stage.section.hidden = stage.scenarios.every((scenario) => fits.get(scenario) === 0);
    showColumns(stage.section);
  }
  const counts = [...fits.values()];
  const rows = counts.filter((count) => count > 0).length;
  document.getElementById("nothing").hidden = rows > 0;
  document.getElementById("shown").textContent = t("shown")(number(rows), number(data.scenarios.length), number(counts.reduce((sum, count) => sum + count, 0)));
  keepOneTabStop();
}

function showColumns(section) {
  if ((section.dataset.client ?? "") === filter.client) return;
  section.dataset.client = filter.client;
  for (const row of section.querySelectorAll("tr")) {
    data.clients.forEach((client, place) => {
      row.children[place + 1].hidden = filter.client !== "" && client.name !== filter.client;
    });
  }
}

const isShown = (link) => link.closest("td[hidden], tr[hidden], .stage-block[hidden]") === null;
const linkAt = (row, place) => matrix.rows[row]?.cells[place]?.querySelector("[data-cell]") ?? null;

function keepOneTabStop() {
  if (matrix.focused !== null && isShown(matrix.focused)) return;
  for (const row of matrix.rows) {
    if (row.node.hidden) continue;
    const link = row.cells.map((cell) => cell.querySelector("[data-cell]")).find((one) => one !== null && isShown(one));
    if (link) return takeFocus(link);
  }
}

function takeFocus(link) {
  if (matrix.focused !== null) matrix.focused.tabIndex = -1;
  matrix.focused = link;
  link.tabIndex = 0;
}

// The next cell with a case from (row, place) in that direction, or null at the edge.
function neighbour(row, place, down, right) {
  for (let r = row + down, p = place + right; matrix.rows[r] !== undefined && p >= 0 && p < data.clients.length; r += down, p += right) {
    const link = linkAt(r, p);
    if (link !== null && isShown(link)) return link;
  }
  return null;
}

// The last cell with a case in that direction.
function edge(row, place, down, right) {
  let found = null;
  for (let r = row, p = place; matrix.rows[r] !== undefined && p >= 0 && p < data.clients.length; r += down, p += right) {
    const link = linkAt(r, p);
    if (link !== null && isShown(link)) found = link;
  }
  return found;
}

function moveByKey(event) {
  if (!event.target.matches("[data-cell]") || event.altKey || event.metaKey || event.shiftKey) return;
  finishMatrix();
  const row = matrix.rows.findIndex((one) => one.node.contains(event.target));
  const place = matrix.rows[row].cells.findIndex((cell) => cell.contains(event.target));
  const moves = {
    ArrowDown: () => neighbour(row, place, 1, 0), ArrowUp: () => neighbour(row, place, -1, 0),
    ArrowRight: () => neighbour(row, place, 0, 1), ArrowLeft: () => neighbour(row, place, 0, -1),
    Home: () => (event.ctrlKey ? edge(row, place, -1, 0) : edge(row, place, 0, -1)), End: () => (event.ctrlKey ? edge(row, place, 1, 0) : edge(row, place, 0, 1)),
    PageDown: () => farther(row, place, 1), PageUp: () => farther(row, place, -1),
  };
  if (!Object.hasOwn(moves, event.key)) return;
  event.preventDefault();
  moves[event.key]()?.focus();
}

// Ten shown rows on, or as far as it goes.
function farther(row, place, down) {
  let link = null;
  for (let step = 0, r = row; step < 10; ++step) {
    const next = neighbour(r, place, down, 0);
    if (next === null) break;
    link = next;
    r = matrix.rows.findIndex((one) => one.node.contains(next));
  }
  return link;
}

// Where a person comes back to from a case.
function focusCase(one) {
  finishMatrix();
  const row = matrix.rows.find((candidate) => candidate.scenario === one.scenario);
  const link = row?.cells[one.client.place]?.querySelector("[data-cell]");
  if (link && isShown(link)) link.focus();
}
