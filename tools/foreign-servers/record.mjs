/**
 * Asks a running server that is not ours what our dialect would ask, and writes down what it answers:
 *   node tools/foreign-servers/record.mjs --server infinity --version 1.2.3 --url http://127.0.0.1:7997 --model NAME
 *     [--dialect NAME] [--key KEY] [--setup "started with …"] [--cases "strings,preflight"] [--origin URL]
 * Cases of the same name and setup are replaced in tests/fixtures/remote/SERVER.json; the others stay.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { request as httpRequest } from "node:http";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { runnerImport } from "vite";
import { cases as allCases } from "./cases.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const { values } = parseArgs({
  options: {
    server: { type: "string" },
    version: { type: "string", default: "" },
    dialect: { type: "string" },
    url: { type: "string" },
    model: { type: "string" },
    key: { type: "string", default: "" },
    setup: { type: "string", default: "" },
    cases: { type: "string", default: "" },
    origin: { type: "string", default: "https://page.example" },
  },
});
const { server, version, dialect: dialectName = server, url, model, key, setup, origin } = values;
if (!server || !url || !model) throw new Error("--server, --url and --model are needed");

/** @template T @param {string} path @returns {Promise<T>} */
const load = async (path) => (await runnerImport(root + path, { root, logLevel: "error" })).module;
/** @type {typeof import("../../src/engine/remote/dialects/dialects.ts")} */
const { dialects } = await load("src/engine/remote/dialects/dialects.ts");
/** @type {typeof import("../../src/contract/rerank.ts")} */
const { anyInput, parseRequest } = await load("src/contract/rerank.ts");
const dialect = dialects.find(({ name }) => name === dialectName);
if (!dialect) throw new Error(`no dialect named ${dialectName}`);

const keptHeaders = /^(content-type|retry-after|access-control-.*|vary|allow|www-authenticate)$/;
const wrongKey = "sk-not-the-key";

/** Without keys, paths of this machine and its network address (the end of a time-based UUID). @param {string} text */
const scrubbed = (text) =>
  [key, wrongKey]
    .filter(Boolean)
    .reduce((scrubbed, secret) => scrubbed.replaceAll(secret, "KEY"), text)
    .replaceAll(/(?<![\w.:/])\/(?:work|root|home|usr|tmp|opt|var)\/[^\s"'\\,)]*/g, "<path>")
    .replaceAll(/(-[\da-f]{4}-1[\da-f]{3}-[\da-f]{4}-)[\da-f]{12}/g, "$1000000000000");

const longest = 500;

/**
 * Long repetitions in short: `{ $text, times }` is a text, `{ $list, times }` a list. Nothing is lost by that;
 * of other long texts (tracebacks, requests that come back inside a message) the middle is.
 * @param {unknown} value @returns {unknown}
 */
function packed(value) {
  if (typeof value === "string") {
    const period = value.length > 500 ? (value + value).indexOf(value, 1) : value.length;
    const repeats = period < value.length / 2;
    if (repeats) return { $text: value.slice(0, period), times: value.length / period };
    if (value.length <= longest) return value;
    return `${value.slice(0, longest - 150)} […] ${value.slice(-150)}`;
  }
  if (Array.isArray(value)) {
    const [first] = value;
    const long = value.length > 100 && value.every((item) => item === first);
    return long ? { $list: first, times: value.length } : value.map(packed);
  }
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, packed(item)]));
}

/** @param {string} text @param {string | undefined} type */
function bodyOf(text, type) {
  const clean = scrubbed(text);
  return type?.includes("json") ? packed(JSON.parse(clean)) : clean;
}

/**
 * With Node's own client: `fetch` may not send `Origin` or preflights of its own making. One connection each.
 * @param {string} path @param {string} method @param {Record<string, string>} headers @param {string | undefined} body
 * @returns {Promise<{ status: number, headers: Record<string, string>, body: unknown }>}
 */
const send = (path, method, headers, body) =>
  new Promise((resolve, reject) => {
    const sent = httpRequest(
      url.replace(/\/+$/, "") + path,
      { method, headers, agent: false },
      (response) => {
        let text = "";
        response.setEncoding("utf8");
        response.on("data", (/** @type {string} */ chunk) => (text += chunk));
        response.on("end", () => {
          const kept = Object.entries(response.headers).filter(([name]) => keptHeaders.test(name));
          const short = (/** @type {unknown} */ value) =>
            scrubbed(String(value)).replace(/^(.{120}).+$/, "$1 [...]");
          resolve({
            status: response.statusCode ?? 0,
            headers: Object.fromEntries(kept.map(([name, value]) => [name, short(value)])),
            body: bodyOf(text, response.headers["content-type"]),
          });
        });
      },
    );
    sent.on("error", reject);
    sent.end(body);
  });

/** @param {import("./cases.mjs").Case} one */
const recorded = async ({ name, contract, raw, method = "POST", path = dialect.path, key: which }) => {
  const request = contract && { model, ...contract };
  const encoded = request && dialect.encode(parseRequest(request, anyInput)).body;
  const body = method === "POST" ? (raw?.replace("MODEL", model) ?? JSON.stringify(encoded)) : undefined;
  const sentKey = which === "none" ? "" : which === "wrong" ? wrongKey : key;
  /** @type {Record<string, string>} */
  const headers =
    method === "OPTIONS"
      ? {
          "access-control-request-method": "POST",
          "access-control-request-headers": "authorization,content-type",
        }
      : {
          ...(method === "POST" && { "content-type": "application/json" }),
          ...(sentKey && { authorization: `Bearer ${sentKey}` }),
        };
  const response = await send(path, method, { ...headers, origin }, body);
  const sentBody = body === undefined ? undefined : name === "broken JSON" ? body : packed(JSON.parse(body));
  return {
    name,
    ...(setup && { setup }),
    ...(request && { contract: packed(request) }),
    request: {
      method,
      path,
      headers: {
        ...headers,
        ...(headers["authorization"] && { authorization: scrubbed(headers["authorization"]) }),
        origin,
      },
      ...(sentBody !== undefined && { body: sentBody }),
    },
    response,
  };
};

const wanted = values.cases.split(",").filter(Boolean);
const file = `${root}tests/fixtures/remote/${server}.json`;
/** @type {{ setup?: string, name: string }[]} */
let kept = [];
try {
  kept = JSON.parse(readFileSync(file, "utf8")).cases;
} catch {
  // The first recording.
}
for (const one of allCases) {
  if (wanted.length > 0 ? !wanted.includes(one.name) : one.keyed && !key) continue;
  const answer = await recorded(one);
  kept = [...kept.filter((other) => other.name !== one.name || (other.setup ?? "") !== setup), answer];
  console.log(`${answer.response.status}  ${one.name}`);
}
mkdirSync(new URL("./", `file://${file}`), { recursive: true });
const about = {
  server,
  dialect: dialectName,
  version,
  model: "a tiny cross-encoder with random weights (make_model.py)",
  recordedWith: "tools/foreign-servers/record.mjs",
};
// One line a case: small, and a recording that is made anew shows what changed.
const lines = kept.map((one) => `  ${JSON.stringify(one)}`).join(",\n");
writeFileSync(file, `${JSON.stringify(about, null, 1).slice(0, -2)},\n "cases": [\n${lines}\n ]\n}\n`);
