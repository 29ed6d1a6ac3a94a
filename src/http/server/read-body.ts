import { RerankError } from "../../contract/errors.ts";
import { HttpError } from "../http-error.ts";

export interface BodyLimits {
  maxBodyBytes: number;
  /** So much more than that is read and dropped. */
  maxDroppedBytes: number;
  /** A body must be complete after this time. */
  bodyTimeoutMs: number;
  /** Bytes of all unfinished bodies together: what slow clients can take of the memory. */
  maxUnfinishedBytes: number;
}

/**
 * Reads bodies up to a size and within a time. Hono's body-limit middleware stops reading at its limit, which leaves the
 * rest of a large upload in the connection. Here some of it is read and dropped: the client can read the response, and its
 * connection stays usable. What goes on longer loses its connection.
 *
 * @returns a function that throws `too_large`, or `HttpError` 408 or 429
 */
export function bodyReader(limits: BodyLimits): (request: Request) => Promise<Uint8Array> {
  const { maxBodyBytes, maxDroppedBytes, bodyTimeoutMs, maxUnfinishedBytes } = limits;
  let unfinished = 0;

  return ({ headers, body }) =>
    new Promise((resolve, reject) => {
      if (!body) return resolve(new Uint8Array());
      const reader = body.getReader();
      const chunks: Uint8Array[] = [];
      let kept = 0;
      let dropped = 0;
      let refused = false;

      const forget = (): void => {
        unfinished -= kept;
        kept = 0;
        chunks.length = 0;
      };
      const refuse = (error: Error): void => {
        refused = true;
        forget();
        reject(error);
      };
      const deadline = setTimeout(() => {
        // The response closes the connection, and that ends the reading.
        if (!refused) refuse(bodyTimeout(bodyTimeoutMs));
        else void reader.cancel().catch(() => undefined);
      }, bodyTimeoutMs);
      const take = (chunk: Uint8Array): void => {
        if (kept + chunk.byteLength > maxBodyBytes) refuse(tooLarge(maxBodyBytes));
        else if (unfinished + chunk.byteLength > maxUnfinishedBytes) refuse(tooManyBodies());
        else {
          chunks.push(chunk);
          kept += chunk.byteLength;
          unfinished += chunk.byteLength;
        }
      };
      const read = async (): Promise<void> => {
        for (;;) {
          const { done, value } = await reader.read();
          if (done) break;
          if (!refused) take(value);
          else if ((dropped += value.byteLength) > maxDroppedBytes) return reader.cancel();
        }
        const whole = Buffer.concat(chunks);
        forget();
        resolve(whole);
      };

      if (Number(headers.get("Content-Length") ?? 0) > maxBodyBytes) refuse(tooLarge(maxBodyBytes));
      // After a refusal nobody waits for the end, and a client that leaves is none of our faults.
      read()
        .catch((error: unknown) => refuse(error instanceof Error ? error : new Error(String(error))))
        .finally(() => clearTimeout(deadline));
    });
}

function tooLarge(maxBytes: number): RerankError {
  return new RerankError("too_large", `The body is larger than ${maxBytes} bytes.`);
}

function tooManyBodies(): HttpError {
  const detail = "The server is receiving too many bodies at once. Try again in a second.";
  return new HttpError(429, "RATE_CONCURRENCY_LIMIT_EXCEEDED", detail, { "Retry-After": "1" });
}

function bodyTimeout(ms: number): HttpError {
  const detail = `The body did not arrive within ${ms / 1000} seconds. Send the request again.`;
  return new HttpError(408, "REQUEST_TIMEOUT", detail, { Connection: "close" });
}
