// From the events of an attempt to the rows of its diagram: who spoke to whom. The services write what they saw; a connection that a
// proxy made for the endpoint is found by the address of the tunnel, or by the request that the proxy was busy with.
const LIFELINES = ["endpoint", "dns", "pac", "socks", "proxy", "update", "ocsp", "crl"];

// An event as the diagram wants it.
function readEvent(entry, index) {
  const [at, service, kind, connection, ...rest] = entry;
  const fields = new Map();
  for (let n = 0; n + 1 < rest.length; n += 2) fields.set(rest[n], rest[n + 1]);
  return { index, at: at / 1000, service, kind, connection, fields, key: `${service}#${connection}` };
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
    if (event.kind === "connect") connected.add(event.key);
    if (event.kind === "hello" && connected.has(event.key)) found.add(event.key);
  }
  return found;
}

function tell(told, event) {
  const say = SAYINGS[event.kind] ?? note;
  const row = say(event, told);
  if (row === null) return;
  told.rows.push({ at: event.at, from: event.service, event, ...row });
  told.last.set(event.key, told.rows.at(-1));
}

const get = (event, key) => visibleLine(event.fields.get(key) ?? "");
const rest = (event, ...known) => [...event.fields].filter(([key]) => !known.includes(key)).map(([key, value]) => `${visibleLine(key)}=${visibleLine(value)}`).join(" ");
const note = (event) => ({ look: "note", text: `${visibleLine(event.kind)} ${rest(event)}`.trim() });
const bytes = (count) => (/^\d+$/.test(count) ? `${number(Number(count))} B` : count);

// Who is at the other end of a connection, and through whom.
function peer(event, told) {
  const tunnel = told.through.get(event.key);
  if (tunnel === undefined) return { other: "endpoint" };
  return tunnel.ends || told.intercepted.has(tunnel.key) ? { other: tunnel.service } : { other: "endpoint", via: tunnel.service };
}
const toService = (event, told, text, look = "arrow") => {
  const { other, via } = peer(event, told);
  return { from: other, to: event.service, via, text, look };
};
const toPeer = (event, told, text, look = "arrow") => {
  const { other, via } = peer(event, told);
  return { from: event.service, to: other, via, text, look };
};

function connection(event, told) {
  const at = told.tunnels.findIndex((tunnel) => tunnel.address === event.fields.get("to"));
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
  return { from, to: event.service, text: `TCP ${event.kind === "syn" ? "SYN" : `#${event.connection}`} ${get(event, "to")}`, look: event.kind === "syn" ? "dashed" : "arrow" };
}

function request(event, told) {
  const target = event.fields.get("target") ?? "";
  if (/^https?:/i.test(target)) told.open.set(event.key, event);  // absolute-form: a proxy is to fetch it
  const range = event.fields.has("Range") ? ` ${get(event, "Range")}` : "";
  return toService(event, told, `${get(event, "method")} ${visibleLine(target)}${range}`);
}

function sent(event, told) {
  told.open.delete(event.key);
  const whole = event.fields.get("complete") === "1";
  const before = told.last.get(event.key);
  if (whole && before?.event.kind === "response" && before === told.rows.at(-1)) {
    before.text += `, ${bytes(get(event, "bytes"))}`;
    return null;
  }
  return toPeer(event, told, `${bytes(get(event, "bytes"))} ${whole ? "" : "✕"}`.trim(), whole ? "arrow" : "dashed");
}

// The name was looked up for the endpoint: the queries since the request were the proxy's own.
function lookup(event, told) {
  for (let n = told.rows.length - 1; n >= 0; --n) {
    const row = told.rows[n];
    if (row.event?.key === event.key) break;
    if (row.event?.service !== "dns" || row.event.fields.get("name") !== event.fields.get("name")) continue;
    if (row.from === "endpoint") row.from = event.service;
    if (row.to === "endpoint") row.to = event.service;
  }
  return { look: "note", text: `${get(event, "name")}: ${get(event, "outcome")}` };
}

function ending(event, told) {
  const how = get(event, "how");
  const text = `close: ${how}`;
  if (how === "silent") return { look: "note", text };
  return /^(peer|client)/.test(how) ? toService(event, told, text, "close") : toPeer(event, told, text, "close");
}

const SAYINGS = {
  connection, syn: connection, request, sent, lookup, end: ending,
  query: (event, told) => toService(event, told, event.service === "dns" ? `${get(event, "type")} ${get(event, "name")}?` : `serial ${get(event, "serial")}?`),
  answer: (event, told) => toPeer(event, told, event.service === "dns" ? `${get(event, "rcode").toUpperCase()}, ${get(event, "records")} × ${get(event, "type")}` : `${get(event, "message")} ${get(event, "code")}`),
  hello: (event, told) => toService(event, told, `ClientHello ${get(event, "server_name")}`),
  handshake: (event, told) => toPeer(event, told, `${get(event, "version")} ✓`),
  "handshake-failed": (event, told) => toService(event, told, `TLS ✕ ${get(event, "reason")}`, "close"),
  greeting: (event, told) => toService(event, told, `greeting ${rest(event)}`),
  connect: (event, told) => (told.last.get(event.key)?.event.kind === "request" ? null : toService(event, told, `CONNECT ${get(event, "authority")}`)),
  response: (event, told) => toPeer(event, told, get(event, "status")),
  tunnel: (event, told) => {
    told.tunnels.push({ service: event.service, key: event.key, address: event.fields.get("address") });
    return { look: "note", text: `tunnel ${get(event, "address") || get(event, "authority")}` };
  },
  "tunnel-end": (event, told) => ({ ...ending(event, told), text: `tunnel end: ${get(event, "how")} ↑${bytes(get(event, "up_bytes"))} ↓${bytes(get(event, "down_bytes"))}` }),
  inspected: (event, told) => {
    told.open.set(event.key, event);  // the request inside the tunnel is now the proxy's to fetch
    return { look: "note", text: `reads ${get(event, "path")}` };
  },
  fault: (event) => ({ look: "fault", text: get(event, "fault"), more: rest(event, "fault", "index", "attempt") }),
};
