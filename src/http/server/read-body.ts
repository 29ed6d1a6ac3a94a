import { RerankError } from "../../contract/errors.ts";

/**
 * Reads the body up to a limit. Hono's body-limit middleware stops reading there, which leaves the rest of a large
 * upload in the connection. This function reads the rest and drops it: the client can read the response, and its
 * connection stays usable.
 *
 * @throws {RerankError} `too_large`
 */
export async function readBody(request: Request, maxBytes: number): Promise<Uint8Array> {
  const tooLarge = new RerankError("too_large", `The body is larger than ${maxBytes} bytes.`);
  // An unread body is dropped by Node.
  if (Number(request.headers.get("Content-Length") ?? 0) > maxBytes) throw tooLarge;
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  return new Promise((resolve, reject) => {
    const sink = new WritableStream<Uint8Array>({
      write(chunk) {
        bytes += chunk.byteLength;
        if (bytes > maxBytes) reject(tooLarge);
        else chunks.push(chunk);
      },
      close: () => resolve(Buffer.concat(chunks)),
    });
    if (request.body) request.body.pipeTo(sink).catch(reject);
    else resolve(new Uint8Array());
  });
}
