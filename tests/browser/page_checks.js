// What a person would see at once, measured inside the page: contrast of every visible text, texts on top of each other, a page wider than its window.
// Each function runs in the page (page.evaluate) and returns what is wrong, as texts.

// WCAG 2.2, 1.4.3: text against what lies behind it, at least 4.5 : 1.
function weakTexts() {
  const context = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d", { willReadFrequently: true });
  const known = new Map();
  const rgba = (color) => {
    if (!known.has(color)) {
      context.clearRect(0, 0, 1, 1);
      context.fillStyle = color;
      context.fillRect(0, 0, 1, 1);
      known.set(color, [...context.getImageData(0, 0, 1, 1).data]);
    }
    return known.get(color);
  };
  const over = (top, below) => top.slice(0, 3).map((part, n) => (part * top[3] + below[n] * (255 - top[3])) / 255).concat(255);
  const luminance = (color) => {
    const [r, g, b] = color.map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const backgroundOf = (element) => {
    if (element === null) return rgba(getComputedStyle(document.documentElement).colorScheme.includes("dark") && matchMedia("(prefers-color-scheme: dark)").matches ? "#000" : "#fff");
    const own = rgba(getComputedStyle(element).backgroundColor);
    return own[3] === 255 ? own : over(own, backgroundOf(element.parentElement));
  };
  // In an SVG a text lies on the rectangle before it, where one holds it.
  const behind = (element) => {
    if (!(element instanceof SVGElement)) return backgroundOf(element);
    const box = element.getBoundingClientRect();
    const holds = (rect) => rect.left <= box.left + 1 && rect.right >= box.right - 1 && rect.top <= box.top && rect.bottom >= box.bottom;
    const below = [...element.parentElement.querySelectorAll(":scope > rect")].findLast((one) => holds(one.getBoundingClientRect()));
    return below ? rgba(getComputedStyle(below).fill) : backgroundOf(element.closest("div"));
  };
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let looked = 0;
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (walker.currentNode.data.trim() === "" || element.closest("script, style, noscript, title, .hidden-text, option") || !element.checkVisibility()) continue;
    const box = element.getBoundingClientRect();
    if (box.width <= 1 || box.height <= 1) continue;
    const style = getComputedStyle(element);
    const back = behind(element);
    const front = over(rgba(element instanceof SVGElement ? style.fill : style.color), back);
    const [light, dark] = [luminance(front), luminance(back)].sort((a, b) => b - a);
    const ratio = (light + 0.05) / (dark + 0.05);
    ++looked;
    if (ratio < 4.5) found.push(`${ratio.toFixed(2)}: "${walker.currentNode.data.trim().slice(0, 40)}" (${element.tagName} ${element.getAttribute("class") ?? ""})`);
  }
  return looked < 10 ? ["hardly any text was visible"] : [...new Set(found)].slice(0, 10);
}

// Texts of the diagram on each other, on arrows and marks, or outside.
function diagramOverlaps() {
  const found = [];
  for (const drawing of document.querySelectorAll(".diagram svg")) {
    const frame = drawing.getBoundingClientRect();
    const boxes = (selector) => [...drawing.querySelectorAll(selector)].map((node) => ({ name: node.textContent || node.getAttribute("class") || node.tagName, box: node.getBoundingClientRect() }));
    const texts = boxes("text");
    const marks = boxes(".shaft, .tip, .cross, .via, .bolt, .note circle");
    const meet = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;
    texts.forEach((one, n) => {
      if (one.box.left < frame.left - 1 || one.box.right > frame.right + 1) found.push(`outside: ${one.name}`);
      for (const other of texts.slice(n + 1, n + 12)) if (meet(one.box, other.box)) found.push(`"${one.name}" on "${other.name}"`);
      for (const mark of marks) if (meet(one.box, mark.box)) found.push(`"${one.name}" on ${mark.name}`);
    });
    if (texts.length === 0) found.push("a diagram without a text");
  }
  return found.slice(0, 10);
}

// How many pixels the page is wider than its window, and what sticks out.
function sticksOut() {
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  if (wide <= 0) return [];
  const out = [...document.querySelectorAll("body *")].filter((one) => one.getBoundingClientRect().right > innerWidth + 1 && !one.parentElement.closest(".diagram, .scrolls, .matrix, pre"));
  return [`${wide} px too wide`, ...out.slice(0, 5).map((one) => `${one.tagName}.${one.getAttribute("class")}`)];
}

module.exports = { weakTexts, diagramOverlaps, sticksOut };
