// The sequence diagram: an SVG for the heads, which stay in view, and one for everything below. Each row has a height of its own, so no two texts meet.
const DRAWN = { row: 34, fault: 54, head: 40, pad: 12, font: '12px ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace' };

const measuring = document.createElement("canvas").getContext("2d");
function textWidth(text) {
  measuring.font = DRAWN.font;
  return measuring.measureText(text).width;
}

// The text, or as much of it as the width takes.
function fitted(text, width) {
  if (textWidth(text) <= width) return text;
  let most = Math.floor(text.length * width / textWidth(text));
  while (most > 1 && textWidth(`${text.slice(0, most)}…`) > width) --most;
  return `${text.slice(0, most)}…`;
}

// The box with the diagram of an attempt's events.
function drawDiagram(entries, title, availableWidth) {
  const { who, rows } = sequenceOf(entries);
  const last = entries.findLast((entry) => typeof entry !== "number");
  const time = Math.max(availableWidth < 600 ? 62 : 88, Math.ceil(textWidth(number((last?.[0] ?? 0) / 1000, 2))) + 16);
  const lane = Math.max(availableWidth < 600 ? 96 : 132, Math.min(300, (availableWidth - time - 4) / who.length));
  const place = { time, lane, who, width: Math.floor(time + lane * who.length), x: new Map(who.map((one, n) => [one, time + lane * (n + 0.5)])) };
  const body = svg("svg", { class: "body", width: place.width, role: "img", "aria-label": describe(entries, who) });
  const lines = svg("g", { class: "lifelines" });
  body.append(lines);
  let y = 6;
  for (const row of rows) {
    const height = row.look === "fault" ? DRAWN.fault : DRAWN.row;
    body.append(drawRow(row, place, y, height));
    y += height;
  }
  y += DRAWN.pad;
  body.setAttribute("height", y);
  body.setAttribute("viewBox", `0 0 ${place.width} ${y}`);
  for (const x of place.x.values()) lines.append(svg("line", { x1: x, x2: x, y1: 0, y2: y }));
  const box = el("div", { class: "diagram", tabindex: "0", role: "region", "aria-label": `${title}: ${t("diagram_scroll")}` });
  box.append(drawHeads(place), body);
  return box;
}

// What a person who does not see the diagram is told.
function describe(entries, who) {
  const events = entries.filter((entry) => typeof entry !== "number").map(readEvent);
  const faults = events.filter((event) => event.drawn.as === "fault");
  const told = faults.slice(0, 5).map((event) => t("diagram_fault")(`${said(event)} (${serviceName(event.service)})`, number(event.at, 2))).join(" ");
  return t("diagram")(number(events.length), who.map(serviceName).join(", "), faults.length === 0 ? t("diagram_no_fault") : told);
}

function drawHeads(place) {
  const heads = svg("svg", { class: "heads", width: place.width, height: DRAWN.head, viewBox: `0 0 ${place.width} ${DRAWN.head}`, "aria-hidden": "true" });
  heads.append(svg("text", { x: 4, y: 25, class: "time" }, "ms"));
  for (const one of place.who) {
    const x = place.x.get(one);
    const width = place.lane - 10;
    heads.append(svg("rect", { x: x - width / 2, y: 6, width, height: 28, rx: 6 }), svg("text", { x, y: 25, class: "name", "text-anchor": "middle" }, fitted(serviceName(one), width - 8)));
  }
  return heads;
}

function drawRow(row, place, y, height) {
  const line = y + height - 8;
  if (row.gap !== undefined) return svg("g", { class: "gap" }, svg("text", { x: place.time, y: line }, fitted(`⋮ ${t("left_out_events")(number(row.gap))}`, place.width - place.time)));
  const group = svg("g", { class: `row ${row.look}` }, svg("title", {}, `${number(row.at, 2)} ms ${row.text} ${row.more ?? ""}`));
  group.append(svg("text", { x: place.time - 10, y: row.look === "fault" ? y + 30 : line + 1, class: "time", "text-anchor": "end" }, number(row.at, 2)));
  if (row.look === "fault") drawFault(group, row, place, y, height);
  else if (row.look === "note") drawNote(group, row, place, line);
  else drawArrow(group, row, place, line);
  return group;
}

// A label that begins at x where there is room, else as far left as needed; cut when even that is not enough.
function label(text, x, y, place) {
  const shown = fitted(text, place.width - place.time - 8);
  const left = Math.max(place.time + 2, Math.min(x, place.width - textWidth(shown) - 6));
  return svg("text", { x: left, y, class: "label" }, shown);
}

// Texts under each other beside what is marked at x, all on the right where there is room for them or more than on the left. Each is {text, y, class}.
function besides(texts, x, gap, place) {
  const rightRoom = place.width - x - gap - 8;
  const leftRoom = x - place.time - gap - 8;
  const onRight = rightRoom >= Math.min(leftRoom, Math.max(...texts.map((one) => textWidth(one.text))));
  return texts.map((one) => svg("text", { x: onRight ? x + gap : x - gap, y: one.y, class: one.class, "text-anchor": onRight ? "start" : "end" }, fitted(one.text, onRight ? rightRoom : leftRoom)));
}

// A band over all lifelines, and a mark on the one whose service deviated.
function drawFault(group, row, place, y, height) {
  const x = place.x.get(row.from);
  const top = y + 4;
  const tall = height - 8;
  group.append(svg("rect", { x: place.time, y: top, width: place.width - place.time - 2, height: tall, rx: 6 }));
  const middle = top + tall / 2;
  group.append(svg("path", { class: "bolt", d: `M${x} ${middle - 13} L${x + 13} ${middle} L${x} ${middle + 13} L${x - 13} ${middle} Z` }));
  group.append(svg("path", { class: "bolt-sign", d: `M${x} ${middle - 6} V${middle + 2} M${x} ${middle + 5} V${middle + 6.5}` }));
  const texts = [{ text: `${t("fault_here")} ${row.text}`, y: row.more === "" ? middle + 4 : middle - 5, class: "label what" }];
  if (row.more !== "") texts.push({ text: row.more, y: middle + 13, class: "label" });
  group.append(...besides(texts, x, 20, place));
}

function drawNote(group, row, place, line) {
  const x = place.x.get(row.from);
  group.append(svg("circle", { cx: x, cy: line - 4, r: 4 }), ...besides([{ text: row.text, y: line, class: "label" }], x, 10, place));
}

function drawArrow(group, row, place, line) {
  const from = place.x.get(row.from);
  const to = place.x.get(row.to);
  const right = to >= from ? 1 : -1;
  const tip = to - right * 2;
  group.append(svg("line", { class: "shaft", x1: from, x2: tip, y1: line, y2: line }));
  if (row.look === "close") group.append(svg("path", { class: "cross", d: `M${tip - right * 2 - 4} ${line - 4} l8 8 m0 -8 l-8 8` }));
  else group.append(svg("path", { class: "tip", d: `M${tip} ${line} l${-right * 9} -4.5 v9 Z` }));
  if (row.via && place.x.has(row.via)) group.append(svg("circle", { class: "via", cx: place.x.get(row.via), cy: line, r: 4 }));
  group.append(label(row.text + (row.via ? ` (${t("via")(serviceName(row.via))})` : ""), Math.min(from, to) + (row.look === "close" ? 14 : 8), line - 7, place));
}
