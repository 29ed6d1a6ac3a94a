/**
 * Runs real clients of rerank APIs against `npm run serve`, checks that each gets the server's ranking, and writes the
 * table of docs/clients.md. See README.md for how to install them.
 *
 *   node tools/clients/run.mjs --python PATH [--python PATH …] [--port NUMBER]
 */
import { execFile, spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { parseArgs, promisify } from "node:util";

const { values } = parseArgs({
  options: {
    python: { type: "string", multiple: true, default: [] },
    port: { type: "string", default: "0" },
  },
});
const here = fileURLToPath(new URL("./", import.meta.url));
const root = fileURLToPath(new URL("../../", import.meta.url));
const docs = `${root}docs/clients.md`;
const run = promisify(execFile);

const documents = ["The river carries sand.", "The oven bakes bread.", "A cat sleeps."];

/**
 * @typedef {object} Line
 * @property {string} client
 * @property {string} language
 * @property {string} version
 * @property {string} call
 * @property {[number, number, (string | null)?][]} [results]
 * @property {string} [error]
 */

const server = spawn(process.execPath, [`${root}scripts/serve.mjs`, "--port", values.port], {
  stdio: ["ignore", "pipe", "inherit"],
});
try {
  const url = await addressOf(server);
  const expected = await ranking(url);
  const commands = [
    [process.execPath, `${here}clients.mjs`, url],
    ...values.python.map((python) => [python, `${here}clients.py`, url]),
  ];
  const lines = [];
  for (const [file = "", ...parameters] of commands) lines.push(...(await linesOf(file, parameters)));
  const seen = new Map(
    lines.map((line) => [`${line.language} ${line.client} ${line.version} ${line.call}`, line]),
  );
  let failed = false;
  for (const line of seen.values()) {
    const fault = faultOf(line, expected);
    failed ||= fault !== undefined;
    console.log(
      `${fault === undefined ? "right" : "WRONG"}  ${line.client} ${line.version}, ${line.call}  ${fault ?? ""}`,
    );
  }
  if (failed) process.exitCode = 1;
  else writeTable([...seen.values()]);
} finally {
  server.kill();
}

/** @param {import("node:child_process").ChildProcess} child @returns {Promise<string>} the server's base URL */
async function addressOf({ stdout }) {
  if (!stdout) throw new Error("The server has no output.");
  for await (const line of createInterface({ input: stdout })) {
    const [, url] = /tabrank is running at (\S+)/.exec(line) ?? [];
    if (url) return url;
  }
  throw new Error("The server stopped.");
}

/** The server's own ranking, best first. @param {string} url @returns {Promise<{ index: number, relevance_score: number }[]>} */
async function ranking(url) {
  const response = await fetch(`${url}/v1/rerank`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query: "What bakes bread?", documents }),
  });
  return (await response.json()).results;
}

/** @param {string} file @param {string[]} parameters @returns {Promise<Line[]>} */
async function linesOf(file, parameters) {
  const { stdout } = await run(file, parameters, { maxBuffer: 2 ** 24 });
  return stdout.split("\n").flatMap((line) => (line.startsWith("{") ? [JSON.parse(line)] : []));
}

/**
 * Scores may have lost digits on their way through a client; documents must be the right ones.
 * @param {Line} line
 * @param {{ index: number, relevance_score: number }[]} expected
 * @returns {string | undefined} what is wrong
 */
function faultOf({ call, results, error }, expected) {
  if (!results) return error;
  const asksForDocuments = /return_?(documents|input|text)/i.test(call);
  const isRight =
    results.length === expected.length &&
    results.every(([index, score, text], position) => {
      const wanted = expected[position];
      return (
        index === wanted?.index &&
        Math.abs(score - wanted.relevance_score) < 1e-6 &&
        (text === documents[index] || ((text === undefined || text === null) && !asksForDocuments))
      );
    });
  return isRight ? undefined : JSON.stringify(results);
}

/** @param {Line[]} lines */
function writeTable(lines) {
  const rows = lines.map(({ client, language, version, call, results }) => {
    const document = results?.some(([, , text]) => typeof text === "string") === true ? "yes" : "–";
    return `| ${client} | ${language} | ${version} | \`${call}\` | ${document} |`;
  });
  const table = [
    "| Client | Language | Version | Call | Documents |",
    "| --- | --- | --- | --- | --- |",
    ...rows,
  ];
  const text = readFileSync(docs, "utf8");
  const marked = /(<!-- clients -->\n)[^]*(\n<!-- \/clients -->)/;
  writeFileSync(
    docs,
    text.replace(marked, (_, start, end) => `${start}\n${table.join("\n")}\n${end}`),
  );
}
