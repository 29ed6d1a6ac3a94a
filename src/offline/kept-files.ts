/**
 * The files of one build in the browser's cache, by content: a file of an older build that has not changed is not
 * fetched again, and what is not the file that this build was made with is never kept.
 */
import type { OfflineFile, Part } from "./parts.ts";
import type { OfflineReport } from "./protocol.ts";

export interface KeptFilesOptions {
  files: readonly OfflineFile[];
  /** Address of the page's folder, with a slash at its end. */
  scope: string;
  openCache: () => Promise<KeptCache>;
  fetch: typeof fetch;
}

/** What is asked of the browser's `Cache`. */
export type KeptCache = Pick<Cache, "match" | "put" | "delete" | "keys">;

/** Under it is written which files the active build has, for the build after it. */
const listKey = "?tabrank-list";

export class KeptFiles {
  readonly #options: KeptFilesOptions;
  readonly #byUrl: ReadonlyMap<string, OfflineFile>;

  constructor(options: KeptFilesOptions) {
    this.#options = options;
    this.#byUrl = new Map(options.files.map((file) => [this.urlOf(file), file]));
  }

  urlOf({ path }: OfflineFile): string {
    return new URL(path, this.#options.scope).href;
  }

  /** The file of this build at an address, whatever its query; `index.html` is the page itself. */
  fileAt(address: string): OfflineFile | undefined {
    const url = new URL(address);
    const folder = `${url.origin}${url.pathname}`.replace(/\/index\.html$/, "/");
    return this.#byUrl.get(folder);
  }

  async match(file: OfflineFile): Promise<Response | undefined> {
    const cache = await this.#options.openCache();
    return cache.match(this.#keyOf(file), { ignoreVary: true });
  }

  /** A file of the build before: a page that was opened with it goes on working. */
  async matchOlder(url: string): Promise<Response | undefined> {
    const cache = await this.#options.openCache();
    return cache.match(url, { ignoreSearch: true, ignoreVary: true });
  }

  /**
   * Fetches the file unless it is kept.
   * @throws {Error} where it cannot be fetched, or is not the file of this build
   */
  async keep(file: OfflineFile): Promise<void> {
    // Opened before the fetch: when everything is deleted meanwhile, this must not bring the cache back.
    const cache = await this.#options.openCache();
    if (await cache.match(this.#keyOf(file), { ignoreVary: true })) return;
    // Names under assets/ hold a hash: what the browser has just fetched for the page is good.
    const mode = file.path.startsWith("assets/") ? "default" : "no-cache";
    const response = await this.#options.fetch(this.urlOf(file), { cache: mode });
    await this.keepResponse(file, response, cache);
  }

  /**
   * Keeps what was fetched already. The body goes to the cache as it comes; it is read back once, for its hash.
   * @throws {Error} as `keep`
   */
  async keepResponse(file: OfflineFile, response: Response, opened?: KeptCache): Promise<void> {
    if (!response.ok) throw new Error(`${file.path} answered ${response.status}.`);
    const cache = opened ?? (await this.#options.openCache());
    const key = this.#keyOf(file);
    await cache.put(key, storable(response, file));
    const kept = await cache.match(key, { ignoreVary: true });
    if (kept && (await sha256Of(kept)) === file.sha256) return;
    await cache.delete(key);
    throw new Error(`${file.path} is not the file of this build.`);
  }

  async report(): Promise<OfflineReport> {
    const cache = await this.#options.openCache();
    const kept = new Set((await cache.keys()).map(({ url }) => url));
    const sums = new Map<Part, { keptBytes: number; totalBytes: number }>();
    for (const file of this.#options.files) {
      const { keptBytes, totalBytes } = sums.get(file.part) ?? { keptBytes: 0, totalBytes: 0 };
      const has = kept.has(this.#keyOf(file));
      sums.set(file.part, {
        keptBytes: keptBytes + (has ? file.bytes : 0),
        totalBytes: totalBytes + file.bytes,
      });
    }
    return {
      scriptUrls: this.#options.files
        .filter(({ part, path }) => part === "shell" && path.endsWith(".js"))
        .map((file) => this.urlOf(file)),
      parts: [...sums].map(([part, sum]) => ({ part, ...sum })),
    };
  }

  /**
   * Drops what neither this build nor the one before needs. Of the one before the code stays: another tab may still
   * be open with it, and fetch a part of it later.
   */
  async clean(): Promise<void> {
    const cache = await this.#options.openCache();
    const { files, scope } = this.#options;
    const codeKeys = files
      .filter(({ part }) => part === "shell" || part === "code")
      .map((file) => this.#keyOf(file));
    const list = new URL(listKey, scope).href;
    const before = keysOf(await (await cache.match(list))?.json().catch(() => undefined));
    const wanted = new Set([...files.map((file) => this.#keyOf(file)), ...before, list]);
    const keys = await cache.keys();
    await Promise.all(keys.filter(({ url }) => !wanted.has(url)).map((request) => cache.delete(request)));
    await cache.put(list, Response.json(codeKeys));
  }

  #keyOf(file: OfflineFile): string {
    return `${this.urlOf(file)}?sha256=${file.sha256}`;
  }
}

function keysOf(list: unknown): string[] {
  return Array.isArray(list) ? list.filter((key) => typeof key === "string") : [];
}

/** The host's headers stay, its content security policy among them; those of the transfer do not. */
function storable(response: Response, { bytes }: OfflineFile): Response {
  const headers = new Headers(response.headers);
  for (const name of ["content-encoding", "transfer-encoding", "vary"]) headers.delete(name);
  headers.set("content-length", String(bytes));
  return new Response(response.body, { headers });
}

async function sha256Of(response: Response): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", await response.arrayBuffer()));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
