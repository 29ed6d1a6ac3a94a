/**
 * A server laid out like the Hugging Face Hub, over the tiny models of the fixtures and the fetched weights.
 *   GET /api/models/{repository}          description with sizes and hashes
 *   GET /{repository}/resolve/{revision}/{path}
 * What comes before the repository in the path plays a fault: /slow (128 kB every 20 ms), /cut (half of each ONNX
 * file, whatever is asked for), /half (half of each ONNX file, and the rest by `Range`), /short (all but its last byte,
 * announced so), /swapped (right size, wrong bytes), /down (503).
 */
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { modelsFolder } from "../../scripts/fetch-weights.mjs";

const roots = [fileURLToPath(new URL("../fixtures/hub/", import.meta.url)), modelsFolder];
const revision = "0123456789abcdef0123456789abcdef01234567";

/** Folders whose weights are those of another model: another recipe over them. */
const borrowers = { "tabrank/minilm-maxsim": "Xenova/all-MiniLM-L6-v2" };

/** @param {string} repository */
function lenderOf(repository) {
  const lender = Object.entries(borrowers).find(([borrower]) => borrower === repository)?.[1];
  return lender === undefined ? undefined : folderOf(lender);
}

/** @param {string} repository */
function folderOf(repository) {
  return roots
    .map((root) => join(root, repository))
    .find((folder) => existsSync(join(folder, "config.json")));
}

/** @param {string} folder */
function describe(folder) {
  const paths = readdirSync(folder, { recursive: true }).map(String);
  const siblings = paths.flatMap((rfilename) => {
    const path = join(folder, rfilename);
    if (!statSync(path).isFile()) return [];
    const sha256 = createHash("sha256").update(readFileSync(path)).digest("hex");
    return [
      { rfilename, size: statSync(path).size, ...(rfilename.endsWith(".onnx") && { lfs: { sha256 } }) },
    ];
  });
  return { sha: revision, cardData: { license: "apache-2.0", language: ["en"] }, siblings };
}

/** @param {Buffer} body @param {string} fault */
function faulty(body, fault) {
  if (fault === "short") return body.subarray(0, body.length - 1);
  if (fault !== "swapped") return body;
  const changed = Buffer.from(body);
  changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 0xff;
  return changed;
}

/** @param {import('node:http').IncomingMessage} request @param {import('node:http').ServerResponse} response */
async function answer(request, response) {
  const url = new URL(request.url ?? "/", "http://localhost");
  const found = /^\/(?:(slow|cut|half|short|swapped|down)\/)?(.*)$/.exec(decodeURIComponent(url.pathname));
  const [, fault = "", path = ""] = found ?? [];
  response.setHeader("access-control-allow-origin", "*");
  if (path === "healthz") return void response.end("ok");
  if (fault === "down") return void response.writeHead(503).end();
  const described = /^api\/models\/([^/]+\/[^/]+)$/.exec(path);
  const file = /^([^/]+\/[^/]+)\/(?:resolve\/[^/]+\/)?(.+)$/.exec(path);
  const folder = folderOf(described?.[1] ?? file?.[1] ?? "");
  // The Hub answers 401 for what does not exist.
  if (!folder) return void response.writeHead(401).end();
  if (described) {
    response.setHeader("content-type", "application/json");
    return void response.end(JSON.stringify(describe(folder)));
  }
  const inFolder = join(folder, file?.[2] ?? "");
  const lender = existsSync(inFolder) ? undefined : lenderOf(file?.[1] ?? "");
  const source = lender === undefined ? inFolder : join(lender, file?.[2] ?? "");
  if (!existsSync(source) || !statSync(source).isFile()) return void response.writeHead(404).end();
  const onnx = source.endsWith(".onnx");
  const body = faulty(readFileSync(source), onnx ? fault : "");
  response.setHeader("content-length", body.length);
  response.setHeader("content-type", onnx ? "application/octet-stream" : "application/json");
  if (request.method === "HEAD") return void response.end();
  const [, from] = /^bytes=(\d+)-$/.exec(request.headers.range ?? "") ?? [];
  if (fault === "half" && onnx) {
    response.setHeader("last-modified", "Tue, 01 Sep 2026 10:00:00 GMT");
    if (from !== undefined) {
      const rest = body.subarray(Number(from));
      response.setHeader("content-length", rest.length);
      response.setHeader("content-range", `bytes ${from}-${body.length - 1}/${body.length}`);
      return void response.writeHead(206).end(rest);
    }
  }
  if ((fault === "cut" || fault === "half") && onnx) {
    response.write(body.subarray(0, body.length / 2));
    return void setTimeout(() => response.destroy(), 50);
  }
  if (fault !== "slow" || !onnx) return void response.end(body);
  for (let at = 0; at < body.length && !response.destroyed; at += 131_072) {
    response.write(body.subarray(at, at + 131_072));
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  response.end();
}

export const hub = createServer((request, response) => void answer(request, response));

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const port = Number(process.argv[2] ?? 4175);
  hub.listen(port, () => console.log(`A hub is at http://localhost:${port}`));
}
