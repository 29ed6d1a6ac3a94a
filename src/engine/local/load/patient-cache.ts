import { TimeOver, within } from "../../../contract/waiting.ts";
import { downloadMessages } from "../messages.ts";
import { type FileCache, storedBytesHeader } from "./file-cache.ts";
import type { LoadLimits } from "./limits.ts";

/**
 * A cache that can help and never harm: what it does not do in time, or fails to do, counts as not cached. One that
 * did not answer is not asked again.
 */
export class PatientCache implements FileCache {
  readonly #openCache: () => Promise<FileCache | undefined>;
  readonly #limits: LoadLimits;
  #opening: Promise<FileCache | undefined> | undefined;
  #givenUp = false;
  #trouble: string | undefined;
  #hits = 0;

  constructor(openCache: () => Promise<FileCache | undefined>, limits: LoadLimits) {
    this.#openCache = openCache;
    this.#limits = limits;
  }

  /** Why something is not in the cache that should be, as the end of a sentence. */
  get trouble(): string | undefined {
    return this.#trouble;
  }

  /** How many files it had. */
  get hits(): number {
    return this.#hits;
  }

  async match(url: string): Promise<Response | undefined> {
    const found = await this.#try(this.#limits.cacheMs, (cache) => cache.match(url));
    if (found) this.#hits += 1;
    return found;
  }

  async put(url: string, response: Response): Promise<void> {
    const megabytes = Number(response.headers.get(storedBytesHeader) ?? 0) / 1e6;
    const { cacheMs, cacheMsPerMegabyte } = this.#limits;
    await this.#try(cacheMs + cacheMsPerMegabyte * megabytes, (cache) => cache.put(url, response));
  }

  async delete(url: string): Promise<boolean> {
    return (await this.#try(this.#limits.cacheMs, (cache) => cache.delete(url))) ?? false;
  }

  async #try<T>(ms: number, ask: (cache: FileCache) => Promise<T>): Promise<T | undefined> {
    if (this.#givenUp) return undefined;
    try {
      this.#opening ??= this.#openCache();
      const cache = await within(this.#limits.cacheMs, this.#opening);
      return cache && (await within(ms, ask(cache)));
    } catch (cause) {
      this.#givenUp ||= cause instanceof TimeOver;
      this.#trouble ??= reason(cause);
      return undefined;
    }
  }
}

function reason(cause: unknown): string {
  if (cause instanceof TimeOver) return downloadMessages.cacheSilent();
  const { name, message } = cause instanceof Error ? cause : { name: "", message: String(cause) };
  return name === "QuotaExceededError"
    ? downloadMessages.storageFull()
    : downloadMessages.cacheFailed(message);
}
