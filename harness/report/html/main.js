// Draws the page, and draws it again when the language or the address changes.
function drawHead() {
  document.documentElement.lang = language;
  document.querySelector("[data-text=skip]").textContent = t("skip");
  const { version, isolation, seed, interrupted, made } = data.header;
  const parts = [`${t("version")} ${version}`, `${t("isolation")}: ${isolation}`, `${t("seed")} ${seed}`, interrupted ? t("interrupted") : t("complete"), made ? `${t("made")} ${made}` : ""];
  document.getElementById("facts").replaceChildren(...parts.filter((part) => part !== "").map((part) => el("span", {}, visibleLine(part))));
  document.getElementById("notices").replaceChildren(...(interrupted ? [el("p", { class: "notice", role: "note" }, t("interrupted_long"))] : []));
  const choose = (code, text) => el("button", { type: "button", lang: code, "aria-pressed": String(language === code), click: () => setLanguage(code) }, text);
  const group = document.getElementById("languages");
  group.setAttribute("aria-label", t("language"));
  group.replaceChildren(choose("en", "English"), choose("de", "Deutsch"));
}

function setLanguage(code) {
  language = code;
  drawAll();
  document.querySelector(`#languages [lang=${code}]`).focus();
}

function drawAll() {
  drawHead();
  drawFilters();
  drawMatrix();
  applyFilters();
  fitMatrix();
  if (opened.name !== null) showCase(opened.name);
}

function followAddress() {
  const name = nameInAddress();
  if (name === null) {
    showOverview();
    return;
  }
  const wasOverview = opened.name === null;
  opened.cameFromHere = wasOverview ? started : opened.cameFromHere;
  showCase(name);
  if (started) {
    scrollTo(0, 0);
    document.getElementById("case").focus({ preventScroll: true });
  }
}

let started = false;

function start() {
  try {
    readIndex();
  } catch (error) {
    document.getElementById("notices").replaceChildren(el("p", { class: "notice" }, t("broken_page") + String(error)));
    return;
  }
  drawAll();
  followAddress();
  started = true;
  addEventListener("hashchange", followAddress);
  document.querySelector(".skip").addEventListener("click", (event) => {
    event.preventDefault();
    document.getElementById("main").focus();
  });
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && opened.name !== null) leaveCase(event);
  });
  let width = innerWidth;
  addEventListener("resize", () => {
    if (innerWidth === width) return;
    width = innerWidth;
    fitMatrix();
    if (opened.name !== null) showCase(opened.name);
  });
  document.documentElement.dataset.ready = "";
}
start();
