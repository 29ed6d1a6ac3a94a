/**
 * Caches the files of one build under their content hash. Files that did not change since an older build are not
 * fetched again, and a file that does not match this build's hash is never cached.
 */
import { messages } from "./messages.ts";
import type { OfflineFile, Part } from "./parts.ts";
import type { OfflineReport } from "./protocol.ts";

export interface CachedFilesOptions {
  files: readonly OfflineFile[];
  /** URL of the page's folder, with a trailing slash. */
  scope: string;
  openCache: () => Promise<FileCache>;
  fetch: typeof fetch;
}

/** The methods of the browser's `Cache` that are used. */
export type FileCache = Pick<Cache, "match" | "put" | "delete" | "keys">;

/** Cache entry that lists the active build's code, so that the next build knows what its predecessor needs. */
const listKey = "?tabrank-list";

export class CachedFiles {
  readonly #options: CachedFilesOptions;
  readonly #byUrl: ReadonlyMap<string, OfflineFile>;

  constructor(options: CachedFilesOptions) {
    this.#options = options;
    this.#byUrl = new Map(options.files.map((file) => [this.fileUrl(file), file]));
  }

  fileUrl({ path }: OfflineFile): string {
    return new URL(path, this.#options.scope).href;
  }

  /** The file of this build at a URL. The query is ignored, and `index.html` is the page itself. */
  fileAt(address: string): OfflineFile | undefined {
    const url = new URL(address);
    const folder = `${url.origin}${url.pathname}`.replace(/\/index\.html$/, "/");
    return this.#byUrl.get(folder);
  }

  async match(file: OfflineFile): Promise<Response | undefined> {
    const cache = await this.#options.openCache();
    return cache.match(this.#cacheKey(file), { ignoreVary: true });
  }

  /** A file of the previous build, for pages that were opened with it and are still open. */
  async matchOlder(url: string): Promise<Response | undefined> {
    const cache = await this.#options.openCache();
    return cache.match(url, { ignoreSearch: true, ignoreVary: true });
  }

  /**
   * Fetches and caches the file, unless it is cached already.
   * @throws {Error} if the fetch fails or the file does not belong to this build
   */
  async add(file: OfflineFile): Promise<void> {
    // Opened before the fetch, so that a cache deleted in the meantime is not created again.
    const cache = await this.#options.openCache();
    if (await cache.match(this.#cacheKey(file), { ignoreVary: true })) return;
    // Names under assets/ contain a hash, so the browser's HTTP cache may answer.
    const mode = file.path.startsWith("assets/") ? "default" : "no-cache";
    const response = await this.#options.fetch(this.fileUrl(file), { cache: mode });
    await this.addResponse(file, response, cache);
  }

  /**
   * Caches a response. The body is streamed into the cache and read back once to verify its hash.
   * @throws {Error} as `add`
   */
  async addResponse(file: OfflineFile, response: Response, opened?: FileCache): Promise<void> {
    if (!response.ok) throw new Error(messages.fetchFailed(file.path, response.status));
    const cache = opened ?? (await this.#options.openCache());
    const key = this.#cacheKey(file);
    await cache.put(key, storable(response, file));
    const stored = await cache.match(key, { ignoreVary: true });
    if (stored && (await sha256Hex(stored)) === file.sha256) return;
    await cache.delete(key);
    throw new Error(messages.wrongBuild(file.path));
  }

  /** Cached and total bytes of each part. */
  async report(): Promise<OfflineReport> {
    const cache = await this.#options.openCache();
    const cachedUrls = new Set((await cache.keys()).map(({ url }) => url));
    const sums = new Map<Part, { keptBytes: number; totalBytes: number }>();
    for (const file of this.#options.files) {
      const { keptBytes, totalBytes } = sums.get(file.part) ?? { keptBytes: 0, totalBytes: 0 };
      const isCached = cachedUrls.has(this.#cacheKey(file));
      sums.set(file.part, {
        keptBytes: keptBytes + (isCached ? file.bytes : 0),
        totalBytes: totalBytes + file.bytes,
      });
    }
    return {
      scriptUrls: this.#options.files
        .filter(({ part, path }) => part === "shell" && path.endsWith(".js"))
        .map((file) => this.fileUrl(file)),
      parts: [...sums].map(([part, sum]) => ({ part, ...sum })),
    };
  }

  /**
   * Deletes files that neither this build nor the previous one needs. The previous build's code stays, because another
   * open tab may still load parts of it.
   */
  async clean(): Promise<void> {
    const cache = await this.#options.openCache();
    const { files, scope } = this.#options;
    const codeKeys = files
      .filter(({ part }) => part === "shell" || part === "code")
      .map((file) => this.#cacheKey(file));
    const list = new URL(listKey, scope).href;
    const previous = listedKeys(await (await cache.match(list))?.json().catch(() => undefined));
    const wanted = new Set([...files.map((file) => this.#cacheKey(file)), ...previous, list]);
    const keys = await cache.keys();
    await Promise.all(keys.filter(({ url }) => !wanted.has(url)).map((request) => cache.delete(request)));
    await cache.put(list, Response.json(codeKeys));
  }

  #cacheKey(file: OfflineFile): string {
    return `${this.fileUrl(file)}?sha256=${file.sha256}`;
  }
}

function listedKeys(list: unknown): string[] {
  return Array.isArray(list) ? list.filter((key) => typeof key === "string") : [];
}

/** Keeps the host's headers, including its content security policy, and drops the transfer headers. */
function storable(response: Response, { bytes }: OfflineFile): Response {
  const headers = new Headers(response.headers);
  for (const name of ["content-encoding", "transfer-encoding", "vary"]) headers.delete(name);
  headers.set("content-length", String(bytes));
  return new Response(response.body, { headers });
}

async function sha256Hex(response: Response): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", await response.arrayBuffer()));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
