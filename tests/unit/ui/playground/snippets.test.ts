/** The three snippets are run for real: bash with curl, Node, Python; the server must get exactly the request. */
import { execFile, spawnSync } from "node:child_process";
import { type Server, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { RerankRequest } from "../../../../src/contract/rerank.ts";
import {
  curlSnippet,
  javascriptSnippet,
  pythonSnippet,
} from "../../../../src/ui/playground/features/request/snippets.ts";

const run = promisify(execFile);

/** Node is always here; what is not installed cannot be tried. */
const isHere = (program: string) => spawnSync(program, ["--version"]).error === undefined;
const missing = new Set([
  ...(isHere("bash") && isHere("curl") ? [] : ["curl"]),
  ...(isHere("python3") ? [] : ["Python"]),
]);
let server: Server;
let url = "";
let shape: "results" | "data" | "array" = "results";
const received: { body: unknown; authorization: string | undefined }[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    let text = "";
    request.on("data", (chunk: Buffer) => (text += chunk.toString()));
    request.on("end", () => {
      received.push({ body: JSON.parse(text), authorization: request.headers.authorization });
      response.setHeader("content-type", "application/json");
      const results = [{ index: 1, [shape === "array" ? "score" : "relevance_score"]: 0.5 }];
      response.end(JSON.stringify(shape === "array" ? results : { [shape]: results }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/rerank`;
});
afterAll(() => server.close());

const request: RerankRequest = {
  model: "m",
  query: `it's "quoted" $HOME \`date\` $(id) !! \\ back\\nslash % ; & | > < * ? # ~ {a,b}`,
  documents: [
    "two\nlines\tand a tab\r\n",
    "emoji 🌿👩‍🔬, 中文, العربية, ñ, \u2028 separator",
    {
      text: "'''triple''' \"\"\"quotes\"\"\" ${x} `tick`",
      id: 7,
      metadata: { ok: true, none: null, list: [] },
    },
    "",
    "\u0000\u001f\u007f control",
  ],
  top_n: 3,
  return_documents: true,
};

/** `curl` takes what a shell takes: no NUL byte could pass, and none must be needed. */
test.for([
  ["curl", () => run("bash", ["-c", curlSnippet(request, { url })])],
  ["JavaScript", () => run("node", ["--input-type=module", "-e", javascriptSnippet(request, { url })])],
  ["Python", () => run("python3", ["-c", pythonSnippet(request, { url })])],
] as const)("%s sends exactly the request", async ([name, send], { skip }) => {
  skip(missing.has(name), `${name} is not installed here`);
  received.length = 0;
  const { stdout } = await send();
  expect(received).toEqual([{ body: request, authorization: undefined }]);
  expect(stdout).toContain("0.5");
});

test.for([
  ["data", { list: "data", score: "relevance_score" }],
  ["array", { score: "score" }],
] as const)("the answers of a server with %s are read", async ([wanted, answer]) => {
  shape = wanted;
  const options = { url, answer };
  const { stdout } = await run("node", ["--input-type=module", "-e", javascriptSnippet(request, options)]);
  expect(stdout).toContain("0.5");
  if (!missing.has("Python")) {
    const python = await run("python3", ["-c", pythonSnippet(request, options)]);
    expect(python.stdout).toContain("0.5");
  }
  shape = "results";
});

test.for([
  ["curl", () => ["bash", "-c", curlSnippet(request, { url, keyVariable: "RERANK_KEY" })]],
  [
    "JavaScript",
    () => [
      "node",
      "--input-type=module",
      "-e",
      javascriptSnippet(request, { url, keyVariable: "RERANK_KEY" }),
    ],
  ],
  ["Python", () => ["python3", "-c", pythonSnippet(request, { url, keyVariable: "RERANK_KEY" })]],
] as const)("%s takes the key from the environment", async ([name, command], { skip }) => {
  skip(missing.has(name), `${name} is not installed here`);
  received.length = 0;
  const [program = "", ...parameters] = command();
  await run(program, parameters, { env: { ...process.env, RERANK_KEY: "from-the-environment" } });
  expect(received).toEqual([{ body: request, authorization: "Bearer from-the-environment" }]);
});
