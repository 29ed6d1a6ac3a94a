/** Between node:http and the handler: bodies within their limit, JSON out, a client that leaves. */
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { RerankError } from "../contract/errors.ts";
import type { Handle, HttpAnswer } from "./handler.ts";

export function createListener(handle: Handle, maxBodyBytes: number): RequestListener {
  return (request, response) => {
    const abort = new AbortController();
    response.on("close", () => {
      if (!response.writableFinished) abort.abort();
    });
    const { method = "GET", url = "/", headers } = request;
    const [path = "/"] = url.split("?", 1);
    const readBody = (): Promise<Uint8Array> => readWithin(request, maxBodyBytes);
    void handle({ method, path, headers, readBody, signal: abort.signal }).then((answer) => {
      if (!abort.signal.aborted) send(response, answer);
    });
  };
}

function send(response: ServerResponse, { status, headers, body }: HttpAnswer): void {
  if (body === undefined) return void response.writeHead(status, headers).end();
  const json = Buffer.from(JSON.stringify(body));
  response.writeHead(status, {
    ...headers,
    "Content-Type": "application/json; charset=utf-8",
    "Content-Length": json.byteLength,
  });
  response.end(json);
}

/** @throws {RerankError} `too_large`: the rest is read and dropped by Node, so that the client reads the answer */
async function readWithin(request: IncomingMessage, maxBytes: number): Promise<Uint8Array> {
  const tooLarge = new RerankError("too_large", `The body is larger than ${maxBytes} bytes.`);
  if (Number(request.headers["content-length"] ?? 0) > maxBytes) throw tooLarge;
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    if (!Buffer.isBuffer(chunk)) continue;
    bytes += chunk.byteLength;
    if (bytes > maxBytes) throw tooLarge;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
