/** Between node:http and the handler: bodies within their limit, JSON out, a client that leaves. */
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { RerankError } from "../../contract/errors.ts";
import type { Handle, HttpAnswer } from "../handler.ts";

export function createListener(handle: Handle, maxBodyBytes: number): RequestListener {
  return (request, response) => {
    const abort = new AbortController();
    response.on("close", () => {
      if (!response.writableFinished) abort.abort();
    });
    const { method = "GET", url = "/", headers } = request;
    const [path = "/"] = url.split("?", 1);
    const readBody = (): Promise<Uint8Array> => readWithin(request, maxBodyBytes);
    handle({ method, path, headers, readBody, signal: abort.signal })
      .then((answer) => {
        if (!abort.signal.aborted) send(response, answer);
      })
      // What cannot be sent must not end the server.
      .catch(() => response.destroy());
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

/**
 * Beyond the limit the rest is read and dropped, so that the client gets to read the answer, and its connection is
 * free for the next request.
 * @throws {RerankError} `too_large`
 */
async function readWithin(request: IncomingMessage, maxBytes: number): Promise<Uint8Array> {
  const tooLarge = new RerankError("too_large", `The body is larger than ${maxBytes} bytes.`);
  if (Number(request.headers["content-length"] ?? 0) > maxBytes) throw tooLarge;
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on("data", (chunk: Buffer) => {
      bytes += chunk.byteLength;
      if (bytes > maxBytes) reject(tooLarge);
      else chunks.push(chunk);
    });
    request.on("end", () => resolve(Buffer.concat(chunks)));
    request.on("error", reject);
  });
}
