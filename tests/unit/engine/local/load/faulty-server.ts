/** A real HTTP server with one large file and the tokenizer of a tiny model, which fails as it is told. */
import { createHash } from "node:crypto";
import { type IncomingMessage, type Server, type ServerResponse, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach } from "vitest";
import type { ModelEntry, ModelVariant } from "../../../../../src/models/model.ts";

/** Other bytes in every place, so that a wrong joint is seen. */
export function noise(bytes: number, seed = 1): Buffer {
  const blocks = Array.from({ length: Math.ceil(bytes / 32) }, (_, at) =>
    createHash("sha256").update(`${seed} ${at}`).digest(),
  );
  return Buffer.concat(blocks).subarray(0, bytes);
}

export const sha256 = (body: Buffer): string => createHash("sha256").update(body).digest("hex");

export const weights = noise(1_000_000);
const small: Record<string, Buffer> = {
  "tokenizer.json": Buffer.from('{"a":1}'),
  "tokenizer_config.json": Buffer.from("{}"),
};

export const variant: ModelVariant = {
  dtype: "fp32",
  devices: ["wasm"],
  files: [{ path: "onnx/model.onnx", bytes: weights.length, sha256: sha256(weights) }],
};

/** The same without a hash, as in a folder at any address. */
export const unverified: ModelVariant = {
  ...variant,
  files: [{ path: "onnx/model.onnx", bytes: weights.length }],
};

export function modelAt(baseUrl: string, variants = [variant]): ModelEntry {
  const file = (path: string) => ({ path, bytes: small[path]?.length ?? 0 });
  return {
    id: "org/name",
    title: "A model",
    source: { kind: "url", baseUrl },
    recipe: { family: "bi-encoder", pooling: "mean", queryPrefix: "" },
    scoreKind: "cosine",
    tokenizer: { json: file("tokenizer.json"), config: file("tokenizer_config.json") },
    variants,
    maxTokens: 256,
    languages: "English",
    licence: { name: "MIT", commercialUse: "allowed" },
    quality: "None.",
  };
}

/** Answers one request for the large file. */
export type Play = (request: IncomingMessage, response: ServerResponse) => void;

interface Answer {
  body?: Buffer;
  /** The connection breaks after so many bytes of the body. */
  cutAfter?: number;
  /** Nothing comes after so many bytes of the body. */
  stallAfter?: number;
  status?: number;
  headers?: Record<string, string>;
}

function end(response: ServerResponse, body: Buffer, { cutAfter, stallAfter }: Answer): void {
  const sent = cutAfter ?? stallAfter;
  if (sent === undefined || sent >= body.length) return void response.end(body);
  response.write(body.subarray(0, sent), () => {
    if (cutAfter !== undefined) setTimeout(() => response.destroy(), 10);
  });
}

/** The whole file, whatever part is asked for. */
export function whole(answer: Answer = {}): Play {
  return (_, response) => {
    const { body = weights, status = 200, headers = {} } = answer;
    response.writeHead(status, { "content-length": body.length, ...headers });
    end(response, body, answer);
  };
}

/** As RFC 9110 asks of a server that supports ranges; `cutAfter` and `stallAfter` count from the start of the part. */
export function ranged(answer: Answer = {}): Play {
  return (request, response) => {
    const { body = weights, headers = { etag: '"v1"' } } = answer;
    const [, from] = /^bytes=(\d+)-$/.exec(request.headers.range ?? "") ?? [];
    const named = request.headers["if-range"];
    const isSame = named === undefined || named === headers["etag"] || named === headers["last-modified"];
    if (from === undefined || !isSame) return whole({ ...answer, headers })(request, response);
    const start = Number(from);
    if (start >= body.length)
      return void response.writeHead(416, { "content-range": `bytes */${body.length}` }).end();
    const part = body.subarray(start);
    response.writeHead(206, {
      ...headers,
      "content-length": part.length,
      "content-range": `bytes ${start}-${body.length - 1}/${body.length}`,
    });
    end(response, part, answer);
  };
}

/** Never answers. */
export const silent: Play = () => {};

/** Compressed, and cut after so many bytes of what goes over the line. */
export function gzipped(cutAfter?: number, headers = { etag: '"v1-gzip"' }): Play {
  return (_, response) => {
    const body = gzipSync(weights);
    response.writeHead(200, { ...headers, "content-encoding": "gzip", "content-length": body.length });
    end(response, body, cutAfter === undefined ? {} : { cutAfter });
  };
}

/** Starts a server for the tests of a file. */
export function useFaultyServer() {
  let server: Server;
  const state = {
    baseUrl: "",
    /** What is played for the large file, one request after the other; the last one is repeated. */
    plays: [] as Play[],
    /** Requests for the large file. */
    asked: [] as { range: string | undefined; ifRange: string | string[] | undefined }[],
  };
  beforeAll(async () => {
    server = createServer((request, response) => {
      const path = (request.url ?? "").replace(/^.*?\/(?=onnx\/|tokenizer)/, "");
      const body = small[path];
      if (body) return void response.end(body);
      state.asked.push({ range: request.headers.range, ifRange: request.headers["if-range"] });
      const play = state.plays.length > 1 ? state.plays.shift() : state.plays[0];
      play?.(request, response);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    state.baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  beforeEach(() => {
    state.plays = [];
    state.asked = [];
  });
  return state;
}
