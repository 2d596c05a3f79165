// What the program put into the file. `#index` is JSON and read at once:
//   header     {version, isolation, why, seed, interrupted, made}
//   scenarios  [{id, stage, title: [en, de], explain: [en, de], route, evidence}]
//   clients    [[name, title, version]]
//   reasons    [text]
//   kinds      [{word, service, as, text, look, part, subject, fields}]: how the diagram draws each kind of event, as
//              engine/journal/kind.hpp (Drawn) says; service: the only one whose events are meant, or empty
//   cases      [[scenario, client, rounds, tally?]], a round being [verdict, reason, block, place, round], the one that counts first;
//              without a block it was skipped. `tally`, [[verdict, rounds]], is there for repeated runs.
// `#block-N` is gzip in base64, an array of details, unpacked when somebody looks:
//   {again, ms, broken, probes: [[name, expected, actual]], faults: [[index, service, id, required, acted, [idle attempts]]],
//    attempts: [{ended, exit, ms, events, out, err}], attempts_left_out}
//   events     [[microseconds, service, kind, connection, key, value, …]], a plain number: so many are left out here
//   out, err   a text, or [beginning, bytes left out, end]
const data = { header: {}, scenarios: [], clients: [], cases: [], stages: [], kinds: new Map(), byName: new Map(), blocks: new Map() };

function readIndex() {
  const index = JSON.parse(document.getElementById("index").textContent);
  data.header = index.header;
  data.kinds = new Map(index.kinds.map((kind) => [`${kind.service} ${kind.word}`, kind]));
  data.scenarios = index.scenarios.map((one) => ({ ...one, cases: [], search: [one.id, ...one.title].join("\n").toLowerCase() }));
  data.clients = index.clients.map(([name, title, version]) => ({ name, title, version })).map((one, place) => ({ ...one, place }));
  for (const [scenario, client, rounds, tally] of index.cases) {
    const one = {
      scenario: data.scenarios[scenario], client: data.clients[client], tally: tally ?? null,
      rounds: rounds.map(([verdict, reason, block, place, round]) => ({ verdict, reason: index.reasons[reason], block, place, round })),
    };
    one.verdict = one.rounds[0].verdict;
    one.name = `${one.scenario.id}/${one.client.name}`;
    one.changed = one.rounds.length > 1;
    one.scenario.cases[client] = one;
    data.cases.push(one);
    data.byName.set(one.name, one);
  }
  data.stages = [...new Set(data.scenarios.map((one) => one.stage))];
}

// What is known of one round of a case, unpacked; null when it was skipped.
async function detailsOf(round) {
  if (round.block === undefined) return null;
  if (!data.blocks.has(round.block)) data.blocks.set(round.block, unpack(`block-${round.block}`));
  return (await data.blocks.get(round.block))[round.place];
}

async function unpack(id) {
  const packed = Uint8Array.from(atob(document.getElementById(id).textContent), (c) => c.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text());
}

const addressOf = (one) => `#case=${encodeURIComponent(one.scenario.id)}/${encodeURIComponent(one.client.name)}`;

// The name of the case that the page's address asks for; null: the overview.
function nameInAddress() {
  const fragment = location.hash.slice(1);
  if (!fragment.startsWith("case=")) return null;
  try {
    return fragment.slice(5).split("/").map(decodeURIComponent).join("/");
  } catch {
    return fragment.slice(5);
  }
}
