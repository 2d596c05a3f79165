// From the events of an attempt to the rows of its diagram: who spoke to whom. The services write what they saw; a connection that a
// proxy made for the endpoint is found by the address of the tunnel, or by the request that the proxy was busy with.
const LIFELINES = ["endpoint", "dns", "pac", "socks", "proxy", "update", "ocsp", "crl"];

// Of a kind that is not declared, and of what its declaration leaves open.
const PLAIN = { as: "note", text: "", look: "arrow", part: "", subject: "", fields: [] };

// An event as the diagram wants it, with what its kind's declaration says of it.
function readEvent(entry, index) {
  const [at, service, kind, connection, ...rest] = entry;
  const fields = new Map();
  for (let n = 0; n + 1 < rest.length; n += 2) fields.set(rest[n], rest[n + 1]);
  const drawn = data.kinds.get(`${service} ${kind}`) ?? data.kinds.get(` ${kind}`) ?? PLAIN;
  const subject = fields.get(drawn.subject) ?? "";
  return { index, at: at / 1000, service, kind, connection, fields, drawn, part: drawn.part, subject, key: `${service}#${connection}` };
}

// {who: lifelines in their order, rows}. A row is {at, from, to, via, text, look} for an arrow, {at, from, text, look: note | fault}
// for what one service did, {gap} for events left out.
function sequenceOf(entries) {
  const events = entries.map((entry, index) => (typeof entry === "number" ? entry : readEvent(entry, index)));
  const told = { rows: [], last: new Map(), tunnels: [], through: new Map(), open: new Map(), intercepted: interceptedConnections(events) };
  for (const event of events) {
    if (typeof event === "number") told.rows.push({ gap: event });
    else tell(told, event);
  }
  const seen = new Set(["endpoint", ...told.rows.flatMap((row) => (row.gap ? [] : [row.from, row.to, row.via]))].filter(Boolean));
  const others = [...seen].filter((one) => !LIFELINES.includes(one));
  return { who: [...LIFELINES.filter((one) => seen.has(one)), ...others], rows: told.rows };
}

// A proxy that shakes hands inside a tunnel reads it: what comes behind it is its own.
function interceptedConnections(events) {
  const connected = new Set();
  const found = new Set();
  for (const event of events) {
    if (event.part === "connect") connected.add(event.key);
    if (event.part === "hello" && connected.has(event.key)) found.add(event.key);
  }
  return found;
}

function tell(told, event) {
  const row = (PARTS[event.part] ?? draw)(event, told);
  if (row === null) return;
  told.rows.push({ at: event.at, from: event.service, event, ...row });
  told.last.set(event.key, told.rows.at(-1));
}

const bytes = (count) => (/^\d+$/.test(count) ? `${number(Number(count))} B` : count);
const rest = (event, known) => [...event.fields].filter(([key]) => !known.includes(key)).map(([key, value]) => `${visibleLine(key)}=${visibleLine(value)}`).join(" ");
const FORMS = { bytes, upper: (text) => text.toUpperCase() };

// The declaration's text with the event's values in it.
function said(event) {
  const { text } = event.drawn;
  if (text === "") return `${visibleLine(event.kind)} ${rest(event, [])}`.trim();
  const has = (place) => event.fields.has(place.slice(1, -1).split(":")[0]);
  const whole = text.replace(/\[([^\]]*)\]/g, (_, part) => (part.match(/\{[^}]*\}/g).every(has) ? part : ""));
  return whole.replace(/\{([^}]*)\}/g, (_, place) => {
    if (place === "#") return event.connection;
    if (place === "*") return rest(event, []);
    const [names, form] = place.split(":");
    const value = names.split("|").map((name) => event.fields.get(name) ?? "").find((one) => one !== "") ?? "";
    return form === undefined ? visibleLine(value) : FORMS[form](visibleLine(value));
  });
}

// Who is at the other end of a connection, and through whom.
function peer(event, told) {
  const tunnel = told.through.get(event.key);
  if (tunnel === undefined) return { other: "endpoint" };
  return tunnel.ends || told.intercepted.has(tunnel.key) ? { other: tunnel.service } : { other: "endpoint", via: tunnel.service };
}
const toService = (event, told, text, look) => {
  const { other, via } = peer(event, told);
  return { from: other, to: event.service, via, text, look };
};
const toPeer = (event, told, text, look) => {
  const { other, via } = peer(event, told);
  return { from: event.service, to: other, via, text, look };
};

function draw(event, told) {
  const { as, look, fields } = event.drawn;
  const text = said(event);
  if (as === "from-peer") return toService(event, told, text, look);
  if (as === "to-peer") return toPeer(event, told, text, look);
  if (as === "fault") return { look: "fault", text, more: rest(event, fields) };
  if (as === "note" || event.subject === "silent") return { look: "note", text };
  return /^(peer|client)/.test(event.subject) ? toService(event, told, text, "close") : toPeer(event, told, text, "close");
}

function arrival(event, told) {
  const at = event.subject === "" ? -1 : told.tunnels.findIndex((tunnel) => tunnel.address === event.subject);
  const busy = [...told.open.values()].find((request) => request.service !== event.service);
  let from = "endpoint";
  if (at >= 0) {
    const [tunnel] = told.tunnels.splice(at, 1);
    told.through.set(event.key, tunnel);
    from = tunnel.service;
  } else if (busy !== undefined && event.service !== "dns") {
    told.through.set(event.key, { service: busy.service, ends: true });
    from = busy.service;
  }
  return { from, to: event.service, text: said(event), look: event.drawn.look };
}

function delivery(event, told) {
  told.open.delete(event.key);
  const whole = event.subject === "1";
  const before = told.last.get(event.key);
  if (whole && before?.event.part === "head" && before === told.rows.at(-1)) {
    before.text += `, ${said(event)}`;
    return null;
  }
  return toPeer(event, told, `${said(event)} ${whole ? "" : "✕"}`.trim(), whole ? event.drawn.look : "dashed");
}

// The name was looked up for the endpoint: the queries since the request were the proxy's own.
function resolution(event, told) {
  for (let n = told.rows.length - 1; n >= 0; --n) {
    const row = told.rows[n];
    if (row.event?.key === event.key) break;
    if (row.event?.part !== "naming" || row.event.subject !== event.subject) continue;
    if (row.from === "endpoint") row.from = event.service;
    if (row.to === "endpoint") row.to = event.service;
  }
  return draw(event, told);
}

// What an event changes for those after it; drawn as its kind says.
const PARTS = {
  arrival, delivery, resolution,
  request: (event, told) => {
    if (/^https?:/i.test(event.subject)) told.open.set(event.key, event);  // absolute-form: a proxy is to fetch it
    return draw(event, told);
  },
  reading: (event, told) => {
    told.open.set(event.key, event);  // the request inside the tunnel is now the proxy's to fetch
    return draw(event, told);
  },
  connect: (event, told) => (told.last.get(event.key)?.event.part === "request" ? null : draw(event, told)),
  tunnel: (event, told) => {
    told.tunnels.push({ service: event.service, key: event.key, address: event.subject });
    return draw(event, told);
  },
};
