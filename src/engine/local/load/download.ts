/**
 * One file from the network. A download that breaks off, or brings nothing for a while, goes on where it ended:
 * `Range` asks for the rest, and what answers it must be the same version of the file.
 */
import { RerankError } from "../../../contract/errors.ts";
import type { RerankProgress } from "../../../contract/reranker.ts";
import { TimeOver, wait, within } from "../../../contract/waiting.ts";
import type { ModelFile } from "../../../models/model.ts";
import { downloadMessages } from "../messages.ts";
import type { LoadLimits } from "./limits.ts";
import { ReceivedBytes, readBody } from "./read-body.ts";
import { type Version, continues, restOf, versionOf } from "./resume.ts";

export interface DownloadOptions {
  fetch: typeof fetch;
  signal: AbortSignal;
  limits: LoadLimits;
  /** Asks past all caches: a file has turned out to be wrong. */
  reload?: boolean;
  onRetry: (progress: Extract<RerankProgress, { phase: "retry" }>) => void;
}

/** Passes with time: asked for again, the file may come. */
class Passing extends RerankError {}

/** Statuses of a server that is busy or starting: a later try may succeed. */
const passingStatuses = new Set([408, 425, 429, 500, 502, 503, 504]);

export class Download {
  readonly #file: ModelFile;
  readonly #url: string;
  readonly #options: DownloadOptions;
  /** An answer whose body is not yet read. */
  #answer: Response | undefined;
  #received = new ReceivedBytes();
  #version: Version | undefined;
  #tries = 0;
  /** The last request for a rest had no answer. */
  #restRefused = false;
  /** Bytes that were there when the tries were last counted from the start. */
  #countedFrom = 0;
  /** Ends the current request. */
  #request = new AbortController();

  constructor(file: ModelFile, url: string, options: DownloadOptions) {
    this.#file = file;
    this.#url = url;
    this.#options = options;
  }

  /**
   * Waits for the headers.
   * @throws {RerankError} `download_failed`; `model_not_found` for status 404
   */
  open(): Promise<Response> {
    return this.#persist(async () => (this.#answer ??= await this.#ask()));
  }

  /**
   * The whole file.
   * @param onReceived called with the number of bytes that are there; it falls when the file is begun again
   * @throws {RerankError} as `open`; `integrity_failed` for a file of another size
   */
  async read(onReceived: (bytes: number) => void): Promise<Blob> {
    await this.#persist(async () => {
      if (this.#file.exact !== false && this.#received.size === this.#file.bytes) return;
      const answer = this.#answer ?? (await this.#ask());
      this.#answer = undefined;
      await this.#receive(answer, onReceived);
    });
    const { exact, bytes } = this.#file;
    const { size } = this.#received;
    if (exact !== false && size !== bytes)
      throw new RerankError("integrity_failed", downloadMessages.wrongSize(this.#url, size, bytes));
    return this.#received.toBlob();
  }

  /** Does it again after a pause, as long as it fails for what may pass. */
  async #persist<T>(work: () => Promise<T>): Promise<T> {
    const { signal, limits, onRetry } = this.#options;
    for (;;) {
      try {
        return await work();
      } catch (error) {
        this.#request.abort();
        signal.throwIfAborted();
        if (!(error instanceof Passing)) throw error;
        const { size } = this.#received;
        if (size - this.#countedFrom >= limits.fruitfulBytes) this.#tries = 0;
        this.#countedFrom = Math.max(this.#countedFrom, size);
        this.#tries += 1;
        const waitMs = error.retryAfterMs ?? limits.pauseMs * 2 ** (this.#tries - 1);
        if (this.#tries >= limits.tries || waitMs > limits.longestPauseMs) throw error;
        onRetry({ phase: "retry", attempt: this.#tries + 1, waitMs, reason: error.message });
        await wait(waitMs, signal);
        for (let ms = 0; isOffline() && ms < limits.offlineMs; ms += limits.pauseMs)
          await wait(limits.pauseMs, signal);
        signal.throwIfAborted();
      }
    }
  }

  /** The file, or its rest. */
  async #ask(): Promise<Response> {
    const { size } = this.#received;
    // Some hosts let other sites ask for whole files only: the last try does.
    const wholeOnly = this.#restRefused && this.#tries === this.#options.limits.tries - 1;
    const version = size > 0 && !wholeOnly ? this.#version : undefined;
    const answer = await this.#send(version && restOf(size, version));
    this.#restRefused = false;
    if (version && (answer.status === 416 || answer.status === 206)) {
      if (continues(answer, size, version, this.#file.sha256 !== undefined && checksHashes())) return answer;
      this.#request.abort();
      this.#startAnew();
      return this.#ask();
    }
    if (!answer.ok) throw statusError(this.#url, answer);
    if (isWebPage(answer)) throw new RerankError("download_failed", downloadMessages.webPage(this.#url));
    this.#startAnew();
    this.#version = versionOf(answer);
    return answer;
  }

  async #send(rest: HeadersInit | undefined): Promise<Response> {
    const { fetch, signal, limits, reload } = this.#options;
    this.#request = new AbortController();
    const init: RequestInit = { signal: AbortSignal.any([signal, this.#request.signal]) };
    if (rest) Object.assign(init, { headers: rest, cache: "no-store" });
    else if (reload === true) init.cache = "reload";
    try {
      return await within(limits.silenceMs, fetch(this.#url, init), signal);
    } catch (cause) {
      signal.throwIfAborted();
      if (cause instanceof TimeOver)
        throw new Passing("download_failed", downloadMessages.silent(this.#url, limits.silenceMs), { cause });
      this.#restRefused = rest !== undefined;
      // Without any network there is nothing to wait for.
      const Failure = this.#received.size === 0 && isOffline() ? RerankError : Passing;
      throw new Failure("download_failed", downloadMessages.unreachable(this.#url), { cause });
    }
  }

  async #receive(answer: Response, onReceived: (bytes: number) => void): Promise<void> {
    const { signal, limits } = this.#options;
    const { exact, bytes } = this.#file;
    const received = this.#received;
    try {
      await readBody(answer, limits.silenceMs, signal, (chunk) => {
        received.add(chunk);
        if (exact !== false && received.size > bytes)
          throw new RerankError("integrity_failed", downloadMessages.tooLong(this.#url, bytes));
        onReceived(received.size);
      });
    } catch (cause) {
      signal.throwIfAborted();
      if (cause instanceof RerankError) throw cause;
      throw new Passing("download_failed", this.#interruption(cause), { cause });
    }
    // Where no length is announced, a connection that breaks may look like the end.
    const endUnknown = exact !== false && answer.headers.get("content-length") === null;
    if (endUnknown && received.size < bytes)
      throw new Passing("download_failed", downloadMessages.interrupted(this.#url, received.size));
  }

  #interruption(cause: unknown): string {
    const { silenceMs } = this.#options.limits;
    return cause instanceof TimeOver
      ? downloadMessages.stalled(this.#url, this.#received.size, silenceMs)
      : downloadMessages.interrupted(this.#url, this.#received.size);
  }

  #startAnew(): void {
    this.#received = new ReceivedBytes();
    this.#version = undefined;
  }
}

function statusError(url: string, answer: Response): RerankError {
  const message = downloadMessages.status(url, answer);
  if (answer.status === 404) return new RerankError("model_not_found", message);
  if (!passingStatuses.has(answer.status)) return new RerankError("download_failed", message);
  const seconds = Number(answer.headers.get("retry-after") ?? NaN);
  return new Passing("download_failed", message, seconds > 0 ? { retryAfterMs: seconds * 1000 } : {});
}

/** A captive portal's sign-in page, or the fallback page of a server that answers every path with its application. */
export function isWebPage(response: Response): boolean {
  return response.headers.get("content-type")?.includes("text/html") === true;
}

/** Insecure pages cannot; the threads of Node can. */
function checksHashes(): boolean {
  return (globalThis.isSecureContext as boolean | undefined) !== false;
}

/** Node cannot tell. */
function isOffline(): boolean {
  return (globalThis.navigator as Partial<Navigator> | undefined)?.onLine === false;
}
