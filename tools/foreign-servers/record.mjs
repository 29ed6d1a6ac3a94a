/**
 * Sends the requests of a dialect to a running third-party server and records its answers:
 *   node tools/foreign-servers/record.mjs --server infinity --version 1.2.3 --url http://127.0.0.1:7997 --model NAME
 *     [--dialect NAME] [--key KEY] [--setup "started with …"] [--cases "strings,preflight"] [--origin URL]
 * Replaces the cases with the same name and setup in tests/fixtures/remote/SERVER.json, and keeps the others.
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
if (!server || !url || !model) throw new Error("--server, --url and --model are required");

/** @template T @param {string} path @returns {Promise<T>} */
const load = async (path) => (await runnerImport(root + path, { root, logLevel: "error" })).module;
/** @type {typeof import("../../src/engine/remote/dialects/dialects.ts")} */
const { dialects } = await load("src/engine/remote/dialects/dialects.ts");
/** @type {typeof import("../../src/wire/encode-request.ts")} */
const { encodeRequest } = await load("src/wire/encode-request.ts");
/** @type {typeof import("../../src/contract/rerank.ts")} */
const { anyInput, parseRequest } = await load("src/contract/rerank.ts");
const dialect = dialects.find(({ name }) => name === dialectName);
if (!dialect) throw new Error(`no dialect named ${dialectName}`);

const recordedHeaders = /^(content-type|retry-after|access-control-.*|vary|allow|www-authenticate)$/;
const wrongKey = "sk-not-the-key";

/** Removes keys, local paths and the network address at the end of time-based UUIDs. @param {string} text */
const redact = (text) =>
  [key, wrongKey]
    .filter(Boolean)
    .reduce((redacted, secret) => redacted.replaceAll(secret, "KEY"), text)
    .replaceAll(/(?<![\w.:/])\/(?:work|root|home|usr|tmp|opt|var)\/[^\s"'\\,)]*/g, "<path>")
    .replaceAll(/(-[\da-f]{4}-1[\da-f]{3}-[\da-f]{4}-)[\da-f]{12}/g, "$1000000000000");

/** In characters. */
const maxTextLength = 500;

/**
 * Abbreviates repetitions without loss: `{ $text, times }` for strings, `{ $list, times }` for lists. Other long
 * strings (tracebacks, messages that contain the request) lose their middle.
 * @param {unknown} value @returns {unknown}
 */
function abbreviate(value) {
  if (typeof value === "string") {
    const period = value.length > maxTextLength ? (value + value).indexOf(value, 1) : value.length;
    const repeats = period < value.length / 2;
    if (repeats) return { $text: value.slice(0, period), times: value.length / period };
    if (value.length <= maxTextLength) return value;
    return `${value.slice(0, maxTextLength - 150)} […] ${value.slice(-150)}`;
  }
  if (Array.isArray(value)) {
    const [first] = value;
    const long = value.length > 100 && value.every((item) => item === first);
    return long ? { $list: first, times: value.length } : value.map(abbreviate);
  }
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, abbreviate(item)]));
}

/** @param {string} text @param {string | undefined} type */
function readBody(text, type) {
  const clean = redact(text);
  return type?.includes("json") ? abbreviate(JSON.parse(clean)) : clean;
}

/**
 * Uses Node's HTTP client, because `fetch` sets neither `Origin` nor preflight headers. One connection per request.
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
          const headers = Object.entries(response.headers).filter(([name]) => recordedHeaders.test(name));
          const short = (/** @type {unknown} */ value) =>
            redact(String(value)).replace(/^(.{120}).+$/, "$1 [...]");
          resolve({
            status: response.statusCode ?? 0,
            headers: Object.fromEntries(headers.map(([name, value]) => [name, short(value)])),
            body: readBody(text, response.headers["content-type"]),
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
  const encoded = request && encodeRequest(dialect.format.request, parseRequest(request, anyInput)).body;
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
  const sentBody =
    body === undefined ? undefined : name === "broken JSON" ? body : abbreviate(JSON.parse(body));
  return {
    name,
    ...(setup && { setup }),
    ...(request && { contract: abbreviate(request) }),
    request: {
      method,
      path,
      headers: {
        ...headers,
        ...(headers["authorization"] && { authorization: redact(headers["authorization"]) }),
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
let recordings = [];
try {
  recordings = JSON.parse(readFileSync(file, "utf8")).cases;
} catch {
  // There is no recording yet.
}
for (const one of allCases) {
  if (wanted.length > 0 ? !wanted.includes(one.name) : one.keyed && !key) continue;
  const answer = await recorded(one);
  recordings = [
    ...recordings.filter((other) => other.name !== one.name || (other.setup ?? "") !== setup),
    answer,
  ];
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
// One line per case, so that a diff shows which cases changed.
const lines = recordings.map((one) => `  ${JSON.stringify(one)}`).join(",\n");
writeFileSync(file, `${JSON.stringify(about, null, 1).slice(0, -2)},\n "cases": [\n${lines}\n ]\n}\n`);
