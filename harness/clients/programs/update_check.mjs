// Fetches one URL with fetch, as programs for Node do without any package, and prints what fetch reports as one line of JSON.
// node update_check.mjs URL OUTPUT SECONDS
import {createWriteStream} from "node:fs";
import {pipeline} from "node:stream/promises";

// The error and what caused it, outermost first.
function causes(error) {
  const chain = [];
  for (let one = error; one instanceof Error && !chain.includes(one); one = one.cause) chain.push(one);
  return chain;
}

// What tells errors apart: outermost and innermost name, the innermost code, the innermost message.
function told(error) {
  const chain = causes(error);
  const last = chain.at(-1);
  const code = chain.map((one) => one.code).findLast((one) => typeof one === "string");
  // OpenSSL's: thread:error:code:library:function:reason:file:line:
  const reason = /:error:[0-9A-F]+:[^:]*:[^:]*:([^:]+):/.exec(last.message);
  return {error: error.name, cause: last.name, code, message: reason ? reason[1] : last.message};
}

const [url, output, seconds] = process.argv.slice(2);
if (!(Number(seconds) > 0)) {
  console.error("usage: update_check.mjs URL OUTPUT SECONDS");
  process.exit(2);
}
let facts = {};
let status = 1;
// The signal's own timer does not keep the program alive, and where fetch or its decompressor lost the socket nothing else ends it.
setTimeout(() => {
  console.log(JSON.stringify({...facts, error: "TimeLimit", message: "the time limit is over"}));
  process.exit(1);
}, 1000 * Number(seconds) + 500);
try {
  const reply = await fetch(url, {signal: AbortSignal.timeout(1000 * Number(seconds))});
  facts.status = reply.status;
  status = reply.ok ? 0 : 22;
  if (reply.body) await pipeline(reply.body, createWriteStream(output));
} catch (error) {
  facts = {...facts, ...told(error)};
  status = 1;
}
console.log(JSON.stringify(facts));
process.exit(status); // not kept by a socket that nobody closes
