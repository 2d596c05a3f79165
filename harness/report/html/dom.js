// Making elements. What comes from clients and from the wire becomes text nodes and nothing else; no markup is ever parsed.

// el("p", {class: "note"}, "text", child…): attributes with false, null or undefined are left out, functions become listeners.
function el(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  setAttributes(node, attributes);
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

function svg(name, attributes = {}, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", name);
  setAttributes(node, attributes);
  node.append(...children);
  return node;
}

function setAttributes(node, attributes) {
  for (const [key, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (typeof value === "function") node.addEventListener(key, value);
    else node.setAttribute(key, value === true ? "" : value);
  }
}

// Control characters and those that turn the writing direction are written out, as on the terminal: nothing in a text may change how the text
// around it looks.
const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;
function writtenOut(c) {
  const hex = c.charCodeAt(0).toString(16);
  return hex.length <= 2 ? `\\x${hex.padStart(2, "0")}` : `\\u${hex.padStart(4, "0")}`;
}
const visible = (text) => String(text).replace(UNSEEN, writtenOut);

// The same in one line.
const visibleLine = (text) => visible(text).replace(/\n/g, "\\n").replace(/\t/g, "\\t");

const hiddenText = (text) => el("span", { class: "hidden-text" }, text);

// Sign and word of a verdict.
function badge(verdict, extra = "") {
  const { sign, tone } = VERDICTS[verdict] ?? { sign: "?", tone: "warn" };
  return el("span", { class: `badge ${tone}` }, el("span", { class: "sign", "aria-hidden": "true" }, sign), ` ${verdict}${extra}`);
}

// A table with a caption; rows are arrays of cells, the first the row's header, or rows that are made already. The roles are told
// because a phone's style takes the table apart.
function table({ caption, head, rows, className = "" }) {
  const cell = (content, index) => (index === 0 ? el("th", { scope: "row", role: "rowheader" }, content) : el("td", { role: "cell" }, content));
  return el("div", { class: "scrolls", tabindex: "0", role: "region", "aria-label": caption },
    el("table", { class: className, role: "table" },
      el("caption", { class: "hidden-text" }, caption),
      el("thead", { role: "rowgroup" }, el("tr", { role: "row" }, ...head.map((text) => el("th", { scope: "col", role: "columnheader" }, text)))),
      el("tbody", { role: "rowgroup" }, ...rows.map((cells) => (cells instanceof Node ? cells : el("tr", { role: "row" }, ...cells.map(cell)))))));
}
